package org.poststelle.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request's body before a resource is asked: there, a body that is too large, or breaks off, could only be answered
 * with an empty 413 or an internal error, and a slow one would keep a thread waiting. Only for callers with a valid token, and
 * only so much at once, or memory would be anybody's to fill; who has none is refused by the resource, which does not read the
 * body.
 */
@Singleton
class RequestBodies {

    /** After authentication, before everything that reads the body. */
    private static final int AFTER_AUTHENTICATION = SecurityHandlerPriorities.AUTHENTICATION - 10;

    /** Bodies of the largest size that may be on their way at the same time; smaller ones are as many more. */
    private static final int AT_ONCE = 32;

    private static final String COLLECTED = RequestBodies.class.getName();

    private final HttpAuthenticator authenticator;
    private final long limit;
    private final AtomicLong onTheirWay = new AtomicLong();
    private final Handler<RoutingContext> collector;

    RequestBodies(
            HttpAuthenticator authenticator,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.authenticator = authenticator;
        this.limit = limit.asLongValue();
        this.collector = BodyHandler.create(false).setBodyLimit(this.limit);
    }

    void collect(@Observes Filters filters) {
        filters.register(this::collect, AFTER_AUTHENTICATION);
        filters.register(RequestBodies::handOn, AFTER_AUTHENTICATION - 1);
    }

    private void collect(RoutingContext request) {
        var length = announced(request);
        if (length > limit) {
            request.fail(Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode());
        } else if (length == 0) {
            request.next();
        } else {
            // until somebody wants it, nothing of the body may arrive
            request.request().pause();
            authenticator
                    .attemptAuthentication(request)
                    .subscribe()
                    .with(caller -> collect(request, caller, length), _ -> request.next());
        }
    }

    private void collect(RoutingContext request, @Nullable SecurityIdentity caller, long length) {
        if (caller == null || caller.isAnonymous()) {
            request.next();
        } else if (onTheirWay.addAndGet(length) > AT_ONCE * limit) {
            onTheirWay.addAndGet(-length);
            request.fail(Status.SERVICE_UNAVAILABLE.getStatusCode());
        } else {
            request.addEndHandler(_ -> onTheirWay.addAndGet(-length));
            request.put(COLLECTED, true);
            collector.handle(request);
        }
    }

    /** @return the length of the body, the largest one if the request does not say, 0 if it has none */
    private long announced(RoutingContext request) {
        var headers = request.request().headers();
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return limit;
        }
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Whether the request failed while its body was on its way: it broke off, or is no HTTP. */
    static boolean isBroken(RoutingContext request) {
        return request.get(COLLECTED) != null && !request.request().isEnded();
    }

    /** An empty body is one, too: told of none, a resource would wait for it. */
    private static void handOn(RoutingContext request) {
        if (request.get(COLLECTED) != null && request.body().buffer() == null) {
            ((RoutingContextInternal) request).setBody(Buffer.buffer());
        }
        request.next();
    }
}
