package org.poststelle.messaging.persistence;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.jdbi.v3.core.JdbiException;
import org.poststelle.rest.Problem;

/** A database that is away or busy is a reason to come back in a moment, not an error of ours. */
@Provider
class DatabaseProblems extends ExceptionMapperBase<JdbiException> {

    private static final int RETRY_AFTER_SECONDS = 2;

    @Override
    protected HttpProblem toProblem(JdbiException exception) {
        return DatabaseTrouble.isIn(exception)
                ? HttpProblem.builder(Problem.of(Status.SERVICE_UNAVAILABLE, "unavailable"))
                        .withHeader("Retry-After", RETRY_AFTER_SECONDS)
                        .build()
                : HttpProblem.valueOf(Status.INTERNAL_SERVER_ERROR);
    }
}
