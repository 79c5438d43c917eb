package org.poststelle.ticket.model;

/** How a ticket ended. */
public enum ClosureOutcome {
    /** The citizen has the answer. */
    ANSWERED,
    /** The citizen no longer wants one, or none is given. */
    WITHDRAWN,
    /** There is an answer, but every callback failed. */
    UNREACHABLE,
    /** Another ticket of the citizen is about the same, and is answered instead. */
    DUPLICATE;

    /** Whether a ticket that ended like this cannot be reopened. */
    public boolean isForGood() {
        return switch (this) {
            case WITHDRAWN, DUPLICATE -> true;
            case ANSWERED, UNREACHABLE -> false;
        };
    }
}
