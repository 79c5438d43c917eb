package org.poststelle.ticket.history;

/** What a text of staff is. */
public enum TextKind {
    /** The answer to the citizen. */
    ANSWER,
    /** Why the ticket was returned. */
    RETURN,
    /** What was noted about a callback. */
    CALLBACK,
    /** What colleagues should know; the citizen never sees it. */
    NOTE
}
