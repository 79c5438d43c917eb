package org.poststelle.messaging.persistence;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.poststelle.rest.Problem;

/** A database that is unavailable or busy is a reason to try again in a moment (503), not our error (500). */
@Provider
class DatabaseProblems extends ExceptionMapperBase<PersistenceException> {

    private static final int RETRY_AFTER_SECONDS = 2;

    @Override
    protected HttpProblem toProblem(PersistenceException exception) {
        return problemOf(exception);
    }

    /** A commit that failed, a transaction that ran out of time, a connection that could not be had. */
    @ServerExceptionMapper({
        RollbackException.class,
        QuarkusTransactionException.class,
        ArcUndeclaredThrowableException.class
    })
    Response respond(Exception exception, UriInfo uri) {
        return ExceptionMapperBase.postProcessorsRegistry
                .applyPostProcessing(problemOf(exception), ProblemContext.of(exception, uri))
                .toResponse();
    }

    private static HttpProblem problemOf(Throwable exception) {
        return TransientDatabaseErrors.isIn(exception)
                ? HttpProblem.builder(Problem.of(Status.SERVICE_UNAVAILABLE, "unavailable"))
                        .withHeader("Retry-After", RETRY_AFTER_SECONDS)
                        .build()
                : HttpProblem.valueOf(Status.INTERNAL_SERVER_ERROR);
    }
}
