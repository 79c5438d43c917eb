package org.poststelle.notification.composition;

import java.time.Instant;
import java.util.UUID;

/** Why an email is written. There is one email for each trigger of a ticket, however often it is reported. */
public sealed interface NotificationTrigger {

    Kind kind();

    /** What makes it the same trigger, within the ticket and the kind. */
    String key();

    /** The citizen is told the reference and by when the answer is promised. */
    record Promised(Instant dueAt) implements NotificationTrigger {
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
    record Forwarded(String authority, int hop) implements NotificationTrigger {
        @Override
        public Kind kind() {
            return Kind.FORWARDED;
        }

        @Override
        public String key() {
            return String.valueOf(hop);
        }
    }

    /** The authority is reminded of an answer that is promised by {@code dueAt}; each time after another share of the service time. */
    record Warned(String authority, int percent, Instant dueAt) implements NotificationTrigger {
        @Override
        public Kind kind() {
            return Kind.REMINDER;
        }

        @Override
        public String key() {
            return percent + "% until " + dueAt;
        }
    }

    /** The authority is told that an answer was promised by {@code dueAt} and is still awaited. */
    record Breached(String authority, Instant dueAt) implements NotificationTrigger {
        @Override
        public Kind kind() {
            return Kind.OVERDUE;
        }

        @Override
        public String key() {
            return dueAt.toString();
        }
    }

    /** The citizen is told that an answer did not come by {@code dueAt} as promised. */
    record Delayed(Instant dueAt) implements NotificationTrigger {
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
    record Asked(UUID questionId, Instant replyBy) implements NotificationTrigger {
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
    record AskedAgain(UUID questionId, Instant replyBy) implements NotificationTrigger {
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
    record Reopened(String authority, Instant reopenedAt) implements NotificationTrigger {
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
    record Informed(UUID letterId) implements NotificationTrigger {
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
    record Closed(UUID letterId) implements NotificationTrigger {
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
    record Answered(UUID answerId) implements NotificationTrigger {
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
