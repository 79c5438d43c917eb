package org.poststelle.ticket.model;

/** How a ticket ended. */
public enum ClosureOutcome {
    /** The citizen has the answer. */
    ANSWERED,
    /** The citizen no longer wants one, or none is given. */
    WITHDRAWN,
    /** There is an answer, but every callback failed. */
    UNREACHABLE
}
