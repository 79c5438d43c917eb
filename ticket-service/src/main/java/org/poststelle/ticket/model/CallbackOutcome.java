package org.poststelle.ticket.model;

/** How a callback ended. */
public enum CallbackOutcome {
    /** The citizen has heard the answer: this is the feedback that was promised. */
    REACHED,
    NOT_REACHED
}
