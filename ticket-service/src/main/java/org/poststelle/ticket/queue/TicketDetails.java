package org.poststelle.ticket.queue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.ClosureOutcome;
import org.poststelle.ticket.model.IntakeChannel;
import org.poststelle.ticket.model.Priority;
import org.poststelle.ticket.model.PromiseState;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.model.Situation;
import org.poststelle.ticket.model.TicketState;

/**
 * A ticket with what the citizen said, whoever may read it. Of one that was erased there is nothing of that.
 *
 * @param partner the centre whose calls were taken over, or that handed this one over, where it is known
 * @param dueAt until when the citizen was promised an answer; none until sla-service has said so
 * @param replyBy until when a reply of the citizen is awaited; none unless the citizen was asked something
 * @param followUpOn when the reader's authority or centre wants to look at it again
 * @param awaitsRelease whether a second person is to release an answer
 * @param text empty in lists
 */
public record TicketDetails(
        UUID id,
        String reference,
        String centre,
        String serviceKey,
        String regionKey,
        ReplyChannel replyChannel,
        IntakeChannel intakeChannel,
        @Nullable String partner,
        Priority priority,
        TicketState state,
        @Nullable ClosureOutcome closure,
        @Nullable String authority,
        int hop,
        boolean citizenReached,
        boolean answerUndelivered,
        int callbackAttempts,
        int attachments,
        long version,
        Instant receivedAt,
        @Nullable Instant erasedAt,
        @Nullable Instant dueAt,
        @Nullable PromiseState promise,
        @Nullable Instant replyBy,
        @Nullable LocalDate followUpOn,
        boolean awaitsRelease,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String address,
        @Nullable LocalTime callFrom,
        @Nullable LocalTime callTo,
        @Nullable String language,
        @Nullable String claimedBy,
        @Nullable Instant claimedUntil) {

    /** What decides who may do what with it. */
    public Situation situation() {
        return new Situation(
                state,
                authority,
                replyChannel,
                citizenReached,
                answerUndelivered,
                erasedAt != null || (closure != null && closure.isForGood()));
    }
}
