package org.poststelle.sla.figures;

/** What became of an enquiry. */
enum Outcome {
    /** It was answered while the citizen was on the phone. */
    RESOLVED_AT_ONCE,
    /** The answer is awaited, and not due yet. */
    OPEN,
    /** The answer came in time. */
    MET,
    /** The answer did not come in time. */
    BREACHED,
    /** It was withdrawn in time. */
    WITHDRAWN
}
