package org.poststelle.ticket.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketAction;
import org.poststelle.ticket.model.TicketState;

/**
 * A ticket as its caller may see it. Whoever had it once sees where it is, but no longer whose it is.
 *
 * @param dueAt until when the citizen was promised an answer
 * @param promise RUNNING, MET or BREACHED
 * @param actions what the caller may do now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TicketView(
        UUID id,
        String reference,
        String centre,
        String serviceKey,
        String regionKey,
        ReplyChannel replyChannel,
        TicketState state,
        @Nullable String authority,
        int hop,
        long version,
        Instant receivedAt,
        @Nullable Instant dueAt,
        @Nullable String promise,
        @Nullable String subject,
        @Nullable String text,
        @Nullable Citizen citizen,
        @Nullable List<Answer> answers,
        List<String> actions) {

    /** Whom to answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Citizen(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            String language) {}

    /** What the citizen was answered. */
    record Answer(UUID id, String text, Instant answeredAt) {}

    /** One ticket in full. */
    static TicketView full(TicketDetails seen, Caller caller, List<WrittenTexts.Answer> answers) {
        var enquiry = seen.enquiry();
        var open = mayReadTexts(caller, seen.ticket());
        return view(
                seen,
                caller,
                open ? enquiry.subject() : null,
                open ? enquiry.text() : null,
                open ? new Citizen(enquiry.name(), enquiry.email(), enquiry.phone(), enquiry.language()) : null,
                open
                        ? answers.stream()
                                .map(answer -> new Answer(answer.id(), answer.text(), answer.answeredAt()))
                                .toList()
                        : null);
    }

    /** One ticket in a list: enough to choose by. */
    static TicketView brief(TicketDetails seen, Caller caller) {
        var open = mayReadTexts(caller, seen.ticket());
        return view(seen, caller, open ? seen.enquiry().subject() : null, null, null, null);
    }

    /** What people wrote is for the centre and for the authority that has the ticket now. */
    static boolean mayReadTexts(Caller caller, Ticket ticket) {
        return !(caller instanceof Clerk clerk) || ticket.isWith(clerk.authority());
    }

    private static TicketView view(
            TicketDetails seen,
            Caller caller,
            @Nullable String subject,
            @Nullable String text,
            @Nullable Citizen citizen,
            @Nullable List<Answer> answers) {
        var ticket = seen.ticket();
        return new TicketView(
                ticket.id(),
                ticket.reference(),
                ticket.centre(),
                ticket.serviceKey(),
                ticket.regionKey(),
                ticket.replyChannel(),
                ticket.state(),
                ticket.authority(),
                ticket.hop(),
                ticket.version(),
                ticket.receivedAt(),
                seen.dueAt(),
                promise(seen),
                subject,
                text,
                citizen,
                answers,
                actions(ticket, caller));
    }

    /** Nobody watches the promise of a ticket that was withdrawn. */
    private static @Nullable String promise(TicketDetails seen) {
        var isOver = seen.ticket().state() == TicketState.CLOSED && "RUNNING".equals(seen.promiseState());
        return isOver ? null : seen.promiseState();
    }

    private static List<String> actions(Ticket ticket, Caller caller) {
        var forRole = caller instanceof Clerk clerk
                ? ticket.isWith(clerk.authority())
                        ? Stream.of(
                                TicketAction.ACCEPT,
                                TicketAction.RETURN,
                                TicketAction.ANSWER,
                                TicketAction.CALL_BACK,
                                TicketAction.CLOSE)
                        : Stream.<TicketAction>of()
                : Stream.of(TicketAction.CALL_BACK, TicketAction.CLOSE);
        return forRole.filter(action -> action.isPossibleIn(ticket.state()))
                .filter(action -> action != TicketAction.CALL_BACK
                        || (ticket.replyChannel() == ReplyChannel.CALLBACK && !ticket.citizenReached()))
                .map(TicketAction::name)
                .toList();
    }
}
