package org.poststelle.notification.delivery;

import java.util.Set;

/** Where a mail job stands. {@link #next()} is the whole life of a job; no other change is ever made. */
public enum MailState {
    /** Waits for its first attempt. */
    CREATED,
    /** A worker has it, until its lease ends. */
    SENDING,
    /** The mail server has taken it. */
    SENT,
    /** Surely not taken yet; waits for the next attempt. */
    RETRY,
    /** Handed over, but nobody knows whether it was taken; waits for the journal's word. */
    UNCERTAIN,
    /** Will not be sent unless a coordinator wants it. */
    FAILED,
    /** There was nobody to write to, and that is all right. */
    SKIPPED;

    Set<MailState> next() {
        return switch (this) {
            case CREATED, RETRY -> Set.of(SENDING);
            case SENDING -> Set.of(SENT, RETRY, UNCERTAIN, FAILED, SKIPPED);
            case UNCERTAIN -> Set.of(SENT, RETRY, FAILED);
            case FAILED -> Set.of(RETRY);
            case SENT, SKIPPED -> Set.of();
        };
    }
}
