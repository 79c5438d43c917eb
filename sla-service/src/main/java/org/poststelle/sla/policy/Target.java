package org.poststelle.sla.policy;

/** What should happen in time on the way to the answer. The promise to the citizen does not depend on it. */
public enum Target {
    /** The authority that has a ticket accepts it, hands it back or answers it. */
    ACCEPTANCE,
    /** A ticket that was handed back is with an authority again. */
    HAND_BACK,
    /** The citizen, who is to hear the answer by phone, is called; after a call that did not reach anybody, once more. */
    CALLBACK_ATTEMPT
}
