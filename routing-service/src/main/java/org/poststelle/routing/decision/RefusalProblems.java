package org.poststelle.routing.decision;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.Problem;

/** How refusals look over HTTP. */
@Provider
class RefusalProblems extends ExceptionMapperBase<Refusal> {

    @Override
    protected HttpProblem toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.UnknownTicket _ -> Problem.of(Status.NOT_FOUND, "not-found");
            case Refusal.NotUndecided _ -> Problem.of(Status.CONFLICT, "not-undecided");
            case Refusal.UnknownAuthority unknown ->
                Problem.unprocessable("authority", "unknown-authority", unknown.authority());
        };
    }
}
