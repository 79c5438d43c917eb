package org.poststelle.notification.composition;

/** The kinds of mail, as the events and the API name them. */
public enum Kind {
    RECEIPT,
    DELAYED,
    FORWARDED,
    REMINDER,
    OVERDUE,
    TARGET_REMINDER,
    TARGET_MISSED,
    REOPENED,
    QUESTION,
    QUESTION_REMINDER,
    INTERIM,
    ANSWER,
    CLOSED;

    /**
     * Whether it is all right that there is no address to send it to: a citizen who wants to hear by phone need not give one, and those
     * to whom a centre escalates need no mailbox.
     */
    public boolean isOnlyForThoseWithAnAddress() {
        return switch (this) {
            case RECEIPT, DELAYED, REMINDER, OVERDUE, TARGET_REMINDER, TARGET_MISSED -> true;
            case FORWARDED, REOPENED, QUESTION, QUESTION_REMINDER, INTERIM, ANSWER, CLOSED -> false;
        };
    }
}
