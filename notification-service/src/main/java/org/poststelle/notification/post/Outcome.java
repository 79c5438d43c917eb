package org.poststelle.notification.post;

/** What one attempt to send a letter came to. A {@code cause} is a code for operators; it never quotes a server's reply. */
public sealed interface Outcome {

    /** The server has taken the letter (250), or the journal proves it. */
    record Accepted() implements Outcome {}

    /** The letter was surely not taken, and a later attempt may do better. */
    record Deferred(String cause) implements Outcome {}

    /** The server has refused the letter for good (5xx). */
    record Refused(String cause) implements Outcome {}

    /** The letter was handed over and no answer came: it may or may not have been taken (RFC 1047). */
    record Indeterminate(String cause) implements Outcome {}

    /** There is no usable address to send to. */
    record NoRecipient() implements Outcome {}
}
