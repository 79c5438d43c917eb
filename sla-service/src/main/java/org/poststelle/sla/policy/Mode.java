package org.poststelle.sla.policy;

/** What "within 24 hours during service hours", the promise of the 115, is taken to mean. */
public enum Mode {
    /** Answered by the same time of day on the next service day. */
    NEXT_SERVICE_DAY_SAME_TIME,
    /** Answered before so much service time has passed: 24 hours are two and a half days of ten hours. */
    SERVICE_HOURS
}
