package org.poststelle.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says in words that a body is too large; the server's own limit only closes the connection with an empty 413. */
@Singleton
class BodyLimit {

    /** Before everything that reads the body. */
    private static final int FIRST = 1000;

    private final ProblemTexts texts;
    private final ObjectMapper json;
    private final long limit;

    BodyLimit(
            ProblemTexts texts,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.texts = texts;
        this.json = json;
        this.limit = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext request) {
        if (length(request) <= limit) {
            request.next();
            return;
        }
        var tooLarge = Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, "too-large");
        var language = CallerLanguage.preferred(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var problem = texts.describe(tooLarge, tooLarge, language);
        try {
            request.response()
                    .setStatusCode(problem.getStatusCode())
                    .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }

    private static long length(RoutingContext request) {
        var header = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
