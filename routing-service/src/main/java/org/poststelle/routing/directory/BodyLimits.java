package org.poststelle.routing.directory;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;

/** Only tables, which are read row by row, may be as large as the server allows; everything else has a megabyte at most. */
@Singleton
class BodyLimits {

    private static final long MEGABYTE = 1 << 20;

    /** After the server has set its own limit. */
    private static final int AFTER_THE_LIMIT_OF_THE_SERVER = -1;

    void register(@Observes Router router) {
        router.route().order(AFTER_THE_LIMIT_OF_THE_SERVER).handler(BodyLimits::limit);
    }

    private static void limit(RoutingContext request) {
        if (request.normalizedPath().endsWith(".csv")) {
            request.next();
            return;
        }
        request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, MEGABYTE);
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > MEGABYTE) { // the server has refused what is no number
            request.fail(Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode());
        } else {
            request.next();
        }
    }
}
