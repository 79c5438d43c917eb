package org.poststelle.notification.smtp;

/** What one attempt to send an email came to. A {@code cause} is a code for operators; it never quotes a server's reply. */
public sealed interface Outcome {

    /** The server has taken the email (250), or the journal proves it. */
    record Accepted() implements Outcome {}

    /** The email was certainly not taken, and a later attempt may succeed. */
    record Deferred(String cause) implements Outcome {}

    /** The server has refused the recipient or the content for good (5xx). */
    record Refused(String cause) implements Outcome {}

    /**
     * The server refuses us, whatever the email says: our address, our login or our connection. For operators to fix; the email was
     * certainly not taken.
     */
    record SenderRefused(String cause) implements Outcome {}

    /** The email was handed over and no answer came: it may or may not have been taken (RFC 1047). */
    record Indeterminate(String cause) implements Outcome {}

    /** There is no usable address to send to. */
    record NoRecipient() implements Outcome {}

    /** The recipient wants to hear in another way by now, and there is no address. */
    record NotRequested() implements Outcome {}
}
