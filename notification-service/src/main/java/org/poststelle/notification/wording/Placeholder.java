package org.poststelle.notification.wording;

import java.util.Arrays;
import java.util.Optional;

/** What a mail text leaves open, in curly braces, to be filled in for a mail. */
enum Placeholder {
    /** What people call the ticket. */
    REFERENCE("reference"),
    /** By when an answer, or the citizen's reply, is awaited. */
    DUE("due"),
    /** What a clerk has written. */
    TEXT("text"),
    /** How the mails of the centre end. */
    SIGNATURE("signature"),
    /** The name of the centre. */
    CENTRE("centre"),
    /** The phone number of the centre. */
    PHONE("phone");

    private final String written;

    Placeholder(String written) {
        this.written = written;
    }

    /** Without its braces. */
    String written() {
        return written;
    }

    static Optional<Placeholder> of(String written) {
        return Arrays.stream(values())
                .filter(placeholder -> placeholder.written.equals(written))
                .findFirst();
    }
}
