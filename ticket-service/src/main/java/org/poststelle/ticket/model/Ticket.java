package org.poststelle.ticket.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.TicketEvent.Accepted;
import org.poststelle.ticket.model.TicketEvent.Answered;
import org.poststelle.ticket.model.TicketEvent.CallbackAttempted;
import org.poststelle.ticket.model.TicketEvent.Closed;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.model.TicketEvent.Forwarded;
import org.poststelle.ticket.model.TicketEvent.Returned;

/**
 * A enquiry on its way to an answer. A command checks whether it is possible and returns the event; {@link #after} says what
 * the ticket is once the event has happened.
 *
 * @param reference what people call it, such as {@code KO-2026-000123}
 * @param centre the service centre it belongs to
 * @param serviceKey the public service (14 digits, or {@code local:} and a name)
 * @param regionKey the place of the enquiry, 12 digits (ARS)
 * @param authority who answers it; the last one while it is returned; none before the first decision
 * @param hop how many authorities have had it
 * @param citizenReached whether a wished call-back has reached the citizen
 * @param version how many events have happened to it
 * @param receivedAt when the citizen called
 */
public record Ticket(
        UUID id,
        String reference,
        String centre,
        String serviceKey,
        String regionKey,
        ReplyChannel replyChannel,
        TicketState state,
        @Nullable String authority,
        int hop,
        boolean citizenReached,
        long version,
        Instant receivedAt) {

    /** The ticket that begins with the event. */
    public static Ticket of(Created created, String centre) {
        return new Ticket(
                created.ticketId(),
                created.reference(),
                centre,
                created.serviceKey(),
                created.regionKey(),
                created.replyChannel(),
                TicketState.NEW,
                null,
                0,
                false,
                1,
                created.receivedAt());
    }

    /** Gives the ticket to the authority that routing decided on. */
    public Forwarded forward(UUID decisionId, String toAuthority, Instant at) {
        check(TicketAction.FORWARD);
        return new Forwarded(id, decisionId, toAuthority, hop + 1, at);
    }

    /** The authority that has it begins to work. */
    public Accepted accept(String byAuthority, Instant at) {
        checkWith(byAuthority);
        check(TicketAction.ACCEPT);
        return new Accepted(id, byAuthority, at);
    }

    /** The authority that has it is not competent. The citizen's due time does not move. */
    public Returned returnToRouting(
            String byAuthority, ReturnReason reason, @Nullable String proposedAuthority, Instant at) {
        checkWith(byAuthority);
        check(TicketAction.RETURN);
        return new Returned(id, byAuthority, reason, proposedAuthority, hop, at);
    }

    /** The authority that has it has written the answer with the id. */
    public Answered answer(String byAuthority, UUID answerId, Instant at) {
        checkWith(byAuthority);
        check(TicketAction.ANSWER);
        return new Answered(id, byAuthority, answerId, replyChannel, at);
    }

    /** Documents a call-back; the first that reaches the citizen ends the calling. */
    public CallbackAttempted callBack(CallbackOutcome outcome, Instant at) {
        if (replyChannel != ReplyChannel.CALLBACK) {
            throw new TicketRefusal.CallbackNotRequested();
        }
        check(TicketAction.CALL_BACK);
        if (authority == null || citizenReached) {
            throw new TicketRefusal.InvalidTransition(TicketAction.CALL_BACK, state);
        }
        return new CallbackAttempted(id, authority, outcome, at);
    }

    /**
     * Ends the ticket. Answered is what the citizen has heard or was mailed; unreachable what nobody could be told;
     * withdrawn anything that is still open.
     */
    public Closed close(ClosureOutcome outcome, Instant at) {
        check(TicketAction.CLOSE);
        var hasHeard = state == TicketState.ANSWERED && (replyChannel == ReplyChannel.EMAIL || citizenReached);
        var fits = switch (outcome) {
            case ANSWERED -> hasHeard;
            case UNREACHABLE -> state == TicketState.ANSWERED && !hasHeard;
            case WITHDRAWN -> !hasHeard;
        };
        if (!fits) {
            throw new TicketRefusal.OutcomeNotAllowed(outcome);
        }
        return new Closed(id, outcome, at);
    }

    /** The ticket once the event has happened to it. */
    public Ticket after(TicketEvent event) {
        return switch (event) {
            case Created _ -> throw new IllegalArgumentException("A ticket is created once");
            case Forwarded forwarded ->
                next(TicketAction.FORWARD, forwarded.authority(), forwarded.hop(), citizenReached);
            case Accepted _ -> next(TicketAction.ACCEPT, authority, hop, citizenReached);
            case Returned _ -> next(TicketAction.RETURN, authority, hop, citizenReached);
            case Answered _ -> next(TicketAction.ANSWER, authority, hop, citizenReached);
            case CallbackAttempted attempt ->
                next(TicketAction.CALL_BACK, authority, hop, attempt.outcome() == CallbackOutcome.REACHED);
            case Closed _ -> next(TicketAction.CLOSE, authority, hop, citizenReached);
        };
    }

    /** Whether the authority is the one to act now; a former one is not, even while the ticket is between two. */
    public boolean isWith(String someAuthority) {
        return someAuthority.equals(authority) && state != TicketState.RETURNED;
    }

    private Ticket next(TicketAction action, @Nullable String nextAuthority, int nextHop, boolean reached) {
        return new Ticket(
                id,
                reference,
                centre,
                serviceKey,
                regionKey,
                replyChannel,
                action.target(),
                nextAuthority,
                nextHop,
                reached,
                version + 1,
                receivedAt);
    }

    private void check(TicketAction action) {
        if (!action.isPossibleIn(state)) {
            throw new TicketRefusal.InvalidTransition(action, state);
        }
    }

    /** Before the state, so that a former authority learns that the ticket is elsewhere and not what happens there. */
    private void checkWith(String byAuthority) {
        if (!byAuthority.equals(authority)) {
            throw new TicketRefusal.NotAssigned();
        }
    }
}
