package org.poststelle.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.OptionalInt;

/** Says in a problem what the server refuses before a resource is asked; by itself it would send a bare status. */
@Singleton
class ServerProblems {

    /** A connection closed while its caller still sends loses the answer; one that stays open takes whatever is sent. */
    private static final Duration TIME_TO_READ_THE_ANSWER = Duration.ofSeconds(2);

    private static final int UNAVAILABLE = Status.SERVICE_UNAVAILABLE.getStatusCode();

    private final ProblemTexts texts;
    private final ObjectMapper json;
    private final BodyLimits limits;

    ServerProblems(ProblemTexts texts, ObjectMapper json, BodyLimits limits) {
        this.texts = texts;
        this.json = json;
        this.limits = limits;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::refuseTooLarge).failureHandler(this::answer);
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(this::limitStream);
    }

    /** A body without a length in its header is only found to be too large while it is read, and answered by the server. */
    private void refuseTooLarge(RoutingContext request) {
        if (length(request) > limits.of(request.normalizedPath())) {
            request.fail(Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode());
        } else {
            request.next();
        }
    }

    /** The server's own limit is that of uploads, which count for themselves what they read. */
    private void limitStream(RoutingContext request) {
        if (!limits.isForUploads(request.normalizedPath())) {
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limits.of(request.normalizedPath()));
        }
        request.next();
    }

    private static long length(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length); // the server has refused what is no number
    }

    private void answer(RoutingContext request) {
        var status = refusal(request);
        if (status.isEmpty()) {
            request.next();
        } else if (!request.response().closed() && !request.response().ended()) {
            answer(request, status.getAsInt());
        }
    }

    /** @return the status to answer with, or nothing for what is no refusal but a failure of ours */
    private static OptionalInt refusal(RoutingContext request) {
        var status = request.statusCode();
        if ((status >= 400 && status < 500) || status == UNAVAILABLE) {
            return OptionalInt.of(status);
        }
        return OptionalInt.empty();
    }

    private void answer(RoutingContext request, int status) {
        var cause = problem(status, request.normalizedPath());
        var language = CallerLanguage.preferred(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var problem = texts.describe(cause, cause, language);
        var response = request.response()
                .setStatusCode(problem.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
                .putHeader(HttpHeaders.CONNECTION, "close");
        problem.getHeaders().forEach((name, value) -> response.putHeader(name, value.toString()));
        try {
            response.end(json.writeValueAsString(problem))
                    .onComplete(_ -> request.vertx()
                            .setTimer(
                                    TIME_TO_READ_THE_ANSWER.toMillis(),
                                    _ -> request.request().connection().close()));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }

    private HttpProblem problem(int status, String path) {
        if (status == Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode()) {
            return limits.tooLarge(path);
        }
        var refusal = HttpProblem.builder().withStatus(status);
        if (status == UNAVAILABLE) {
            refusal.withHeader("Retry-After", "1");
        }
        return refusal.build();
    }
}
