package org.poststelle.ticket.handling;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.model.TicketAction;
import org.poststelle.ticket.model.TicketRefusal;
import org.poststelle.ticket.model.TicketState;

/** What a refusal is in HTTP. */
@Provider
class TicketRefusals extends ExceptionMapperBase<TicketRefusal> {

    /** The time of day in Germany: a claim ends within hours. */
    private static final DateTimeFormatter UNTIL =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneId.of("Europe/Berlin"));

    @Override
    protected HttpProblem toProblem(TicketRefusal refusal) {
        return switch (refusal) {
            case TicketRefusal.NotFound _ -> Problem.of(Status.NOT_FOUND, "not-found");
            case TicketRefusal.InvalidTransition invalid ->
                Problem.of(
                        Status.CONFLICT,
                        "invalid-transition",
                        invalid.action(),
                        invalid.state(),
                        actionsOfPeople(invalid.state()));
            case TicketRefusal.NotAssigned _ -> Problem.of(Status.FORBIDDEN, "not-assigned");
            case TicketRefusal.Claimed claimed ->
                Problem.of(Status.CONFLICT, "claimed", claimed.by(), UNTIL.format(claimed.until()));
            case TicketRefusal.NothingToDo nothing -> Problem.of(Status.CONFLICT, "nothing-to-do", nothing.state());
            case TicketRefusal.NotClosed _ -> Problem.of(Status.CONFLICT, "not-closed");
            case TicketRefusal.AlreadyErased _ -> Problem.of(Status.CONFLICT, "already-erased");
            case TicketRefusal.AttachmentsOff _ -> Problem.of(Status.CONFLICT, "attachments-off");
            case TicketRefusal.TooManyAttachments many ->
                Problem.of(Status.CONFLICT, "too-many-attachments", many.limit());
            case TicketRefusal.OnHold _ -> Problem.of(Status.CONFLICT, "on-legal-hold");
            case TicketRefusal.Stale _ -> IfMatch.stale();
            case TicketRefusal.CallbackNotRequested _ -> Problem.of(Status.CONFLICT, "callback-not-requested");
            case TicketRefusal.LetterNotRequested _ -> Problem.of(Status.CONFLICT, "letter-not-requested");
            case TicketRefusal.Anonymous _ -> Problem.of(Status.CONFLICT, "anonymous");
            case TicketRefusal.AlreadyHeard _ -> Problem.at("replyChannel", Status.CONFLICT, "already-heard");
            case TicketRefusal.AnswerUndocumented _ -> Problem.unprocessable("note", "answer-undocumented");
            case TicketRefusal.ClosedForGood _ -> Problem.of(Status.CONFLICT, "closed-for-good");
            case TicketRefusal.TooFewCalls few ->
                Problem.at("outcome", Status.CONFLICT, "too-few-calls", few.missing());
            case TicketRefusal.AwaitsRelease _ -> Problem.of(Status.CONFLICT, "awaits-release");
            case TicketRefusal.NothingToRelease _ -> Problem.at("answerId", Status.CONFLICT, "nothing-to-release");
            case TicketRefusal.SecondPersonNeeded _ -> Problem.of(Status.FORBIDDEN, "second-person-needed");
            case TicketRefusal.LinkedInACircle _ -> Problem.of(Status.CONFLICT, "linked-in-a-circle");
            case TicketRefusal.MergedIntoClosed _ -> Problem.at("into", Status.CONFLICT, "merged-into-closed");
            case TicketRefusal.OtherCitizen _ -> Problem.at("into", Status.CONFLICT, "other-citizen");
            case TicketRefusal.OtherCentre _ -> Problem.at("into", Status.CONFLICT, "other-centre");
            case TicketRefusal.ClosureUnexplained _ -> Problem.unprocessable("text", "closure-unexplained");
            case TicketRefusal.OutcomeNotAllowed early ->
                Problem.at("outcome", Status.CONFLICT, "outcome-not-allowed", early.outcome());
        };
    }

    /** What somebody could do instead; forwarding is routing's own. */
    private static String actionsOfPeople(TicketState state) {
        var possible = Arrays.stream(TicketAction.values())
                .filter(action -> action != TicketAction.FORWARD && action.isPossibleIn(state))
                .map(Enum::name)
                .collect(Collectors.joining(", "));
        return possible.isEmpty() ? "-" : possible;
    }
}
