package org.poststelle.ticket.model;

/** What a text of staff is. */
public enum TextKind {
    /** The answer to the citizen. */
    ANSWER,
    /** How the matter stands, to the citizen; no answer yet. */
    INTERIM,
    /** Why the ticket is closed, to the citizen. */
    CLOSURE,
    /** Why the ticket is reopened. */
    REOPENING,
    /** What the citizen is asked. */
    QUESTION,
    /** What the citizen replied to a question, as somebody wrote it down. */
    REPLY,
    /** Why the ticket was returned. */
    RETURN,
    /** Why the ticket is more urgent than before, or less. */
    PRIORITY,
    /** How the citizen was to be reached before that was corrected. */
    FORMER_CONTACT,
    /** What was noted about a callback. */
    CALLBACK,
    /** What a file that was attached is called. */
    ATTACHMENT,
    /** What colleagues should know; the citizen never sees it. */
    NOTE;

    /** Whether a ticket is found by its words: what was said to the citizen, or by them. */
    public boolean isFoundBySearch() {
        return switch (this) {
            case ANSWER, INTERIM, CLOSURE, QUESTION, REPLY -> true;
            case REOPENING, RETURN, PRIORITY, FORMER_CONTACT, CALLBACK, ATTACHMENT, NOTE -> false;
        };
    }
}
