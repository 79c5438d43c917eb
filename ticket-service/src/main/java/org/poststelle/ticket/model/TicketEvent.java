package org.poststelle.ticket.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.DomainEvent;

/**
 * What happened to a ticket, as the other services learn it on the topic {@code tickets}. The contracts are in the folder
 * {@code contracts}. No free text and no personal data: whoever must show them asks this service.
 */
public sealed interface TicketEvent extends DomainEvent {

    /** When it happened. */
    Instant at();

    @Override
    default String type() {
        return "org.poststelle.ticket."
                + switch (this) {
                    case Created _ -> "created";
                    case ResolvedAtFirstContact _ -> "resolved-at-first-contact";
                    case Forwarded _ -> "forwarded";
                    case Accepted _ -> "accepted";
                    case Returned _ -> "returned";
                    case Waiting _ -> "waiting";
                    case Reminded _ -> "reminded";
                    case Resumed _ -> "resumed";
                    case Informed _ -> "informed";
                    case Answered _ -> "answered";
                    case AnswerUndelivered _ -> "answer-undelivered";
                    case AnswerDelivered _ -> "answer-delivered";
                    case CallbackAttempted _ -> "callback-attempted";
                    case LetterSent _ -> "letter-sent";
                    case Reclassified _ -> "reclassified";
                    case Prioritised _ -> "prioritised";
                    case ContactCorrected _ -> "contact-corrected";
                    case Closed _ -> "closed";
                    case Reopened _ -> "reopened";
                    case Erased _ -> "erased";
                }
                + ".v1";
    }

    /**
     * An enquiry was registered.
     *
     * @param partner the centre whose calls were taken over, or that handed this one over, where it is known
     */
    record Created(
            UUID ticketId,
            String reference,
            String serviceKey,
            String regionKey,
            ReplyChannel replyChannel,
            IntakeChannel intakeChannel,
            @Nullable String partner,
            Priority priority,
            Instant receivedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return receivedAt;
        }
    }

    /**
     * An enquiry was answered while the citizen was on the phone: there is no ticket, it only counts.
     *
     * @param ticketId of the contact, which has no other event
     * @param regionKey none where nobody asked
     * @param partner the centre whose calls were taken over, or that handed this one over, where it is known
     */
    record ResolvedAtFirstContact(
            UUID ticketId,
            String serviceKey,
            @Nullable String regionKey,
            IntakeChannel intakeChannel,
            @Nullable String partner,
            Instant resolvedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return resolvedAt;
        }
    }

    /** A decision of routing was applied; {@code hop} is the number of that decision on the ticket. */
    record Forwarded(UUID ticketId, UUID decisionId, String authority, int hop, Instant forwardedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return forwardedAt;
        }
    }

    /** The authority works on it. */
    record Accepted(UUID ticketId, String authority, Instant acceptedAt) implements TicketEvent {
        @Override
        public Instant at() {
            return acceptedAt;
        }
    }

    /** The authority is not competent, or the ticket was taken back from it; perhaps one is named that is to have it. */
    record Returned(
            UUID ticketId,
            String authority,
            ReturnReason reason,
            @Nullable String proposedAuthority,
            int hop,
            Instant returnedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return returnedAt;
        }
    }

    /**
     * The authority asks the citizen something before it can answer.
     *
     * @param replyChannel how the citizen is asked
     * @param replyBy until when a reply is awaited
     */
    record Waiting(
            UUID ticketId,
            String authority,
            UUID questionId,
            ReplyChannel replyChannel,
            Instant replyBy,
            Instant waitingSince)
            implements TicketEvent {
        @Override
        public Instant at() {
            return waitingSince;
        }
    }

    /** The citizen has not replied so far; published once at most for each question. */
    record Reminded(UUID ticketId, UUID questionId, ReplyChannel replyChannel, Instant replyBy, Instant remindedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return remindedAt;
        }
    }

    /** The authority goes on with the ticket. */
    record Resumed(UUID ticketId, String authority, UUID questionId, ResumeReason reason, Instant resumedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return resumedAt;
        }
    }

    /** The authority tells the citizen how the matter stands; the answer is still to come. */
    record Informed(UUID ticketId, String authority, UUID letterId, ReplyChannel replyChannel, Instant informedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return informedAt;
        }
    }

    /** The authority wrote its answer, or corrected or completed an earlier one. */
    record Answered(UUID ticketId, String authority, UUID answerId, ReplyChannel replyChannel, Instant answeredAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return answeredAt;
        }
    }

    /** The mail with the answer will not reach the citizen, who is to be called; a ticket that was closed is open again. */
    record AnswerUndelivered(UUID ticketId, UUID answerId, Instant undeliveredAt) implements TicketEvent {
        @Override
        public Instant at() {
            return undeliveredAt;
        }
    }

    /** The mail with the answer was sent again, and taken by the mail server. */
    record AnswerDelivered(UUID ticketId, UUID answerId, Instant deliveredAt) implements TicketEvent {
        @Override
        public Instant at() {
            return deliveredAt;
        }
    }

    /** Somebody tried to call the citizen back. */
    record CallbackAttempted(UUID ticketId, String authority, CallbackOutcome outcome, Instant attemptedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return attemptedAt;
        }
    }

    /** The letter with the answer is on its way to the citizen. */
    record LetterSent(UUID ticketId, String authority, Instant sentAt) implements TicketEvent {
        @Override
        public Instant at() {
            return sentAt;
        }
    }

    /** Service or region were mistaken: routing decides again, and nobody has the ticket until then. */
    record Reclassified(UUID ticketId, String serviceKey, String regionKey, Instant reclassifiedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return reclassifiedAt;
        }
    }

    /** It is more urgent than before, or less: who has the ticket and what was done about it stay. */
    record Prioritised(UUID ticketId, Priority priority, Instant prioritisedAt) implements TicketEvent {
        @Override
        public Instant at() {
            return prioritisedAt;
        }
    }

    /**
     * The citizen is reached in another way than it was written down. Where a question is open or an answer has not been heard, and mail
     * now goes to another address, that is to be sent there.
     *
     * @param questionId the question to send, if there is one
     * @param replyBy until when a reply to it is awaited
     * @param answerId the answer that the citizen has by that: to be mailed with {@code EMAIL}, and with {@code NONE} the one that nobody
     *     waits for any more
     */
    record ContactCorrected(
            UUID ticketId,
            ReplyChannel replyChannel,
            @Nullable UUID questionId,
            @Nullable Instant replyBy,
            @Nullable UUID answerId,
            Instant correctedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return correctedAt;
        }
    }

    /**
     * The ticket is done.
     *
     * @param letterId what the citizen is told about that, if there is something to tell
     */
    record Closed(
            UUID ticketId, ClosureOutcome outcome, @Nullable UUID letterId, ReplyChannel replyChannel, Instant closedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return closedAt;
        }
    }

    /** The answer was not enough: the authority that gave it has the ticket again. */
    record Reopened(UUID ticketId, String authority, String serviceKey, String regionKey, Instant reopenedAt)
            implements TicketEvent {
        @Override
        public Instant at() {
            return reopenedAt;
        }
    }

    /** Nothing personal is left of the ticket; whoever keeps something written about it forgets it, too. */
    record Erased(UUID ticketId, Instant erasedAt) implements TicketEvent {
        @Override
        public Instant at() {
            return erasedAt;
        }
    }
}
