package org.poststelle.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Collects a request's body before a resource is asked: there, a body that is too large, or breaks off, could only be answered
 * with an empty 413 or an internal error, and a slow one would keep a thread waiting. What cannot be read, or not as HTTP, is
 * answered with a problem here.
 */
@Singleton
class RequestBodies {

    /** Before everything that reads the body. */
    private static final int FIRST = 1000;

    /** A connection closed while its caller still sends loses the answer; one that stays open takes whatever is sent. */
    private static final Duration TIME_TO_READ_THE_ANSWER = Duration.ofSeconds(2);

    private static final int TOO_LARGE = Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();

    private final ProblemTexts texts;
    private final ObjectMapper json;
    private final long limit;
    private final Handler<RoutingContext> collector;

    RequestBodies(
            ProblemTexts texts,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.texts = texts;
        this.json = json;
        this.limit = limit.asLongValue();
        this.collector = BodyHandler.create(false).setBodyLimit(this.limit);
    }

    void collect(@Observes Filters filters) {
        filters.register(this::collect, FIRST);
        filters.register(RequestBodies::handOn, FIRST - 1);
    }

    void answer(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    private void collect(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > limit) {
            request.fail(TOO_LARGE);
        } else {
            collector.handle(request);
        }
    }

    /** An empty body is one, too: told of none, a resource would wait for it. */
    private static void handOn(RoutingContext request) {
        if (request.body().buffer() == null) {
            ((RoutingContextInternal) request).setBody(Buffer.buffer());
        }
        request.next();
    }

    private void answer(RoutingContext request) {
        var status = request.statusCode();
        if (status >= 400 && status < 500) {
            answer(request, HttpProblem.builder().withStatus(status).build());
        } else if (!request.request().isEnded()) {
            // no resource was asked yet: the body broke off, or is no HTTP
            answer(request, HttpProblem.valueOf(Status.BAD_REQUEST));
        } else {
            request.next();
        }
    }

    private void answer(RoutingContext request, HttpProblem refusal) {
        if (request.response().closed() || request.response().ended()) {
            return;
        }
        var language = CallerLanguage.preferred(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var problem = texts.describe(refusal, refusal, language);
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
