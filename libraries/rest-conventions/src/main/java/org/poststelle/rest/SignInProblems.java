package org.poststelle.rest;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The answer to a missing or wrong token (RFC 6750). Before the problem library's own mappers, whose 3.21.0 was built against
 * an older Quarkus and fails here with a linkage error.
 */
class SignInProblems {

    private static final int BEFORE_THE_LIBRARY = Priorities.USER - 2;

    @ServerExceptionMapper(value = UnauthorizedException.class, priority = BEFORE_THE_LIBRARY)
    Response missing(RoutingContext request, UnauthorizedException exception) {
        return answer(request, exception, "Bearer");
    }

    @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = BEFORE_THE_LIBRARY)
    Response wrong(RoutingContext request, AuthenticationFailedException exception) {
        return answer(request, exception, "Bearer error=\"invalid_token\"");
    }

    private static Response answer(RoutingContext request, Exception exception, String challenge) {
        var problem = HttpProblem.builder(Problem.of(Status.UNAUTHORIZED, "unauthenticated"))
                .withHeader("WWW-Authenticate", challenge)
                .build();
        return ExceptionMapperBase.postProcessorsRegistry
                .applyPostProcessing(problem, ProblemContext.of(exception, request.normalizedPath()))
                .toResponse();
    }
}
