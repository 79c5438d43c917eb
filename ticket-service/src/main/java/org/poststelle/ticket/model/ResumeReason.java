package org.poststelle.ticket.model;

/** Why an authority continues with a ticket after it asked the citizen something. */
public enum ResumeReason {
    /** The citizen has replied. */
    REPLIED,
    /** The authority does without the reply. */
    WITHDRAWN,
    /** No reply came in time. */
    NO_REPLY
}
