package org.poststelle.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says in words that a body is too large; the server's own limit only closes the connection with an empty 413. */
@Singleton
class BodyLimit {

    /** Before everything that reads the body. */
    private static final int FIRST = 1000;

    /** A connection closed while its caller still sends loses the answer; one that stays open takes whatever is sent. */
    private static final Duration TIME_TO_READ_THE_ANSWER = Duration.ofSeconds(2);

    private final ProblemTexts texts;
    private final ObjectMapper json;
    private final long limit;
    private final Handler<RoutingContext> collector;

    BodyLimit(
            ProblemTexts texts,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.texts = texts;
        this.json = json;
        this.limit = limit.asLongValue();
        this.collector = BodyHandler.create(false).setBodyLimit(this.limit);
    }

    void check(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    void answer(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    /** A body of unannounced length is collected first: once a resource reads it there is no way left to say what is wrong. */
    private void check(RoutingContext request) {
        switch (request.request().getHeader(HttpHeaders.CONTENT_LENGTH)) {
            case null -> collector.handle(request);
            case String length
            when Long.parseLong(length) > limit -> request.fail(Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode());
            default -> request.next();
        }
    }

    private void answer(RoutingContext request) {
        if (request.statusCode() != Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode()) {
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
                    .end(json.writeValueAsString(problem))
                    .onComplete(_ -> request.vertx()
                            .setTimer(
                                    TIME_TO_READ_THE_ANSWER.toMillis(),
                                    _ -> request.request().connection().close()));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
