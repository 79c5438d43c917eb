package org.poststelle.notification.composition;

/** What a policy wants to happen in time, beside the answer that was promised; the citizen never hears of it. */
public enum Target {
    /** The authority accepts the ticket or hands it back. */
    ACCEPTANCE,
    /** A ticket that was handed back is with an authority again. */
    HAND_BACK,
    /** The citizen is called. */
    CALLBACK_ATTEMPT
}
