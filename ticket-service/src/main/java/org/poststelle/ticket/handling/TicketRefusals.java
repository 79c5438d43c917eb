package org.poststelle.ticket.handling;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.model.TicketRefusal;

/** What a refusal is in HTTP. */
@Provider
class TicketRefusals extends ExceptionMapperBase<TicketRefusal> {

    @Override
    protected HttpProblem toProblem(TicketRefusal refusal) {
        return switch (refusal) {
            case TicketRefusal.NotFound _ -> Problem.of(Status.NOT_FOUND, "not-found");
            case TicketRefusal.InvalidTransition invalid ->
                Problem.of(Status.CONFLICT, "invalid-transition", invalid.action(), invalid.state());
            case TicketRefusal.NotAssigned _ -> Problem.of(Status.FORBIDDEN, "not-assigned");
            case TicketRefusal.Stale _ -> IfMatch.stale();
            case TicketRefusal.CallbackNotRequested _ -> Problem.of(Status.CONFLICT, "callback-not-requested");
            case TicketRefusal.OutcomeNotAllowed early ->
                Problem.at("outcome", Status.CONFLICT, "outcome-not-allowed", early.outcome());
        };
    }
}
