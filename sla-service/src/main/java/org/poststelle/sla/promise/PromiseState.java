package org.poststelle.sla.promise;

/** What became of a promise. */
enum PromiseState {
    /** The answer is awaited. */
    RUNNING,
    /** The citizen was asked something: the clock stands still until the reply. */
    PAUSED,
    /** The feedback came in time, as far as is known. */
    MET,
    /** The due time passed without feedback. A later answer does not change that. */
    BREACHED,
    /** The enquiry was withdrawn in time: nothing is owed. */
    WITHDRAWN
}
