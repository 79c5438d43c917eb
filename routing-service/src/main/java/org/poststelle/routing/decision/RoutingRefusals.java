package org.poststelle.routing.decision;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class RoutingRefusals extends ExceptionMapperBase<RoutingRefusal> {

    @Override
    protected HttpProblem toProblem(RoutingRefusal refusal) {
        return switch (refusal) {
            case RoutingRefusal.UnknownTicket _ -> Problem.of(Status.NOT_FOUND, "not-found");
            case RoutingRefusal.NotUndecided _ -> Problem.of(Status.CONFLICT, "not-undecided");
            case RoutingRefusal.UnknownAuthority unknown ->
                Problem.unprocessable("authority", "unknown-authority", unknown.authority());
        };
    }
}
