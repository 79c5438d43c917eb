package org.poststelle.ticket.model;

/** What became of the promised due time, as sla-service says. */
public enum PromiseState {
    /** The answer is awaited. */
    RUNNING,
    /** The citizen was asked something: the time until the reply does not count. */
    PAUSED,
    /** The feedback came in time. */
    MET,
    /** The due time passed without feedback. */
    BREACHED,
    /** The enquiry was withdrawn in time: nothing is owed. */
    WITHDRAWN
}
