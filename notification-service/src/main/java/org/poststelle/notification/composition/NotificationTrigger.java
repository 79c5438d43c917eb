package org.poststelle.notification.composition;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why an email is written. There is one email for each trigger of a ticket, however often it is reported. */
public sealed interface NotificationTrigger {

    Kind kind();

    /** Who is written to. */
    Recipient recipient();

    /** The authority that has the ticket, as far as the email needs one. */
    default @Nullable String authority() {
        return null;
    }

    /** What makes it the same trigger, within the ticket and the kind. */
    String key();

    /** What the citizen is told. */
    sealed interface ToCitizen extends NotificationTrigger {
        @Override
        default Recipient recipient() {
            return Recipient.CITIZEN;
        }
    }

    /** What those are told who work with Poststelle. */
    sealed interface ToStaff extends NotificationTrigger {}

    /** What the authority is told because it has to do something now. */
    sealed interface ToAuthority extends ToStaff {
        @Override
        default Recipient recipient() {
            return Recipient.AUTHORITY;
        }

        @Override
        String authority();
    }

    /** What those are told to whom a centre escalates; the authority is absent while none has the ticket. */
    sealed interface Escalation extends ToStaff {
        /** The occasion; there is one email for each of its recipients. */
        String occasion();

        @Override
        default String key() {
            return recipient() + " " + occasion();
        }
    }

    /** The citizen is told the reference and by when the answer is promised. */
    record Promised(Instant dueAt) implements ToCitizen {
        @Override
        public Kind kind() {
            return Kind.RECEIPT;
        }

        @Override
        public String key() {
            return dueAt.toString();
        }
    }

    /** The authority is told that a ticket waits for it; a ticket that comes back later comes with another hop. */
    record Forwarded(String authority, int hop) implements ToAuthority {
        @Override
        public Kind kind() {
            return Kind.FORWARDED;
        }

        @Override
        public String key() {
            return String.valueOf(hop);
        }
    }

    /** Somebody is reminded of an answer that is promised by {@code dueAt}; each time after another share of the service time. */
    record Warned(Recipient recipient, @Nullable String authority, int percent, Instant dueAt) implements Escalation {
        @Override
        public Kind kind() {
            return Kind.REMINDER;
        }

        @Override
        public String occasion() {
            return percent + "% until " + dueAt;
        }
    }

    /** Somebody is told that an answer was promised by {@code dueAt} and is still awaited. */
    record Breached(Recipient recipient, @Nullable String authority, Instant dueAt) implements Escalation {
        @Override
        public Kind kind() {
            return Kind.OVERDUE;
        }

        @Override
        public String occasion() {
            return dueAt.toString();
        }
    }

    /** Somebody is reminded of a target for {@code dueAt}; each time after another share of the service time. */
    record TargetWarned(
            Target target, Recipient recipient, @Nullable String authority, int percent, Instant dueAt)
            implements Escalation {
        @Override
        public Kind kind() {
            return Kind.TARGET_REMINDER;
        }

        @Override
        public String occasion() {
            return target + " " + percent + "% until " + dueAt;
        }
    }

    /** Somebody is told that a target for {@code dueAt} was missed. */
    record TargetMissed(
            Target target, Recipient recipient, @Nullable String authority, Instant dueAt) implements Escalation {
        @Override
        public Kind kind() {
            return Kind.TARGET_MISSED;
        }

        @Override
        public String occasion() {
            return target + " " + dueAt;
        }
    }

    /** The citizen is told that an answer did not come by {@code dueAt} as promised. */
    record Delayed(Instant dueAt) implements ToCitizen {
        @Override
        public Kind kind() {
            return Kind.DELAYED;
        }

        @Override
        public String key() {
            return dueAt.toString();
        }
    }

    /** The citizen is asked something, and a reply is awaited until {@code replyBy}. */
    record Asked(UUID questionId, Instant replyBy) implements ToCitizen {
        @Override
        public Kind kind() {
            return Kind.QUESTION;
        }

        @Override
        public String key() {
            return questionId.toString();
        }
    }

    /** The citizen has not replied so far, and is asked again. */
    record AskedAgain(UUID questionId, Instant replyBy) implements ToCitizen {
        @Override
        public Kind kind() {
            return Kind.QUESTION_REMINDER;
        }

        @Override
        public String key() {
            return questionId.toString();
        }
    }

    /** The authority has a ticket again, because its answer was not enough. */
    record Reopened(String authority, Instant reopenedAt) implements ToAuthority {
        @Override
        public Kind kind() {
            return Kind.REOPENED;
        }

        @Override
        public String key() {
            return reopenedAt.toString();
        }
    }

    /** The citizen is told how the matter stands. */
    record Informed(UUID letterId) implements ToCitizen {
        @Override
        public Kind kind() {
            return Kind.INTERIM;
        }

        @Override
        public String key() {
            return letterId.toString();
        }
    }

    /** The citizen is told that and why the ticket is closed. */
    record Closed(UUID letterId) implements ToCitizen {
        @Override
        public Kind kind() {
            return Kind.CLOSED;
        }

        @Override
        public String key() {
            return letterId.toString();
        }
    }

    /** The citizen gets the answer by e-mail. */
    record Answered(UUID answerId) implements ToCitizen {
        @Override
        public Kind kind() {
            return Kind.ANSWER;
        }

        @Override
        public String key() {
            return answerId.toString();
        }
    }
}
