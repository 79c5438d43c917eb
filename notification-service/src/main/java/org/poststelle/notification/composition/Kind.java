package org.poststelle.notification.composition;

/** The kinds of mail, as the events and the API name them. */
public enum Kind {
    RECEIPT(Recipient.CITIZEN),
    DELAYED(Recipient.CITIZEN),
    FORWARDED(Recipient.AUTHORITY),
    REMINDER(Recipient.AUTHORITY),
    OVERDUE(Recipient.AUTHORITY),
    REOPENED(Recipient.AUTHORITY),
    QUESTION(Recipient.CITIZEN),
    QUESTION_REMINDER(Recipient.CITIZEN),
    INTERIM(Recipient.CITIZEN),
    ANSWER(Recipient.CITIZEN),
    CLOSED(Recipient.CITIZEN);

    private final Recipient recipient;

    Kind(Recipient recipient) {
        this.recipient = recipient;
    }

    /** Whether it is all right that there is no address to send it to: whoever wants to hear by phone need not give one. */
    public boolean isOnlyForThoseWithAnAddress() {
        return this == RECEIPT || this == DELAYED;
    }

    public Recipient recipient() {
        return recipient;
    }

    /** Who gets a mail; who that is by name and address is asked when it is sent. */
    public enum Recipient {
        CITIZEN,
        AUTHORITY
    }
}
