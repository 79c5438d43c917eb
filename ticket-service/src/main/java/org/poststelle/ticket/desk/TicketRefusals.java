package org.poststelle.ticket.desk;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.life.TicketRefusal;

/** What a refusal is in HTTP. */
@Provider
class TicketRefusals extends ExceptionMapperBase<TicketRefusal> {

    @Override
    protected HttpProblem toProblem(TicketRefusal refusal) {
        return switch (refusal) {
            case TicketRefusal.NotFound _ -> Problem.of(Status.NOT_FOUND, "not-found");
            case TicketRefusal.ImpossibleNow impossible ->
                Problem.of(Status.CONFLICT, "impossible-now", impossible.action(), impossible.state());
            case TicketRefusal.NotYours _ -> Problem.of(Status.FORBIDDEN, "not-yours");
            case TicketRefusal.Stale _ -> IfMatch.stale();
            case TicketRefusal.NoCallbackWished _ -> Problem.of(Status.CONFLICT, "no-callback-wished");
            case TicketRefusal.OutcomeNotReached early ->
                Problem.at("outcome", Status.CONFLICT, "outcome-not-reached", early.outcome());
        };
    }
}
