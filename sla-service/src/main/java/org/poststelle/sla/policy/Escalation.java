package org.poststelle.sla.policy;

import java.time.Instant;
import java.util.List;

/**
 * When somebody is told that something is still awaited.
 *
 * @param percent which share of the service time has passed by then; 100 when the time is over
 * @param recipients who is told
 */
public record Escalation(int percent, Instant at, List<Recipient> recipients) {

    /** Whether it is for when the time is over, and not a warning before. */
    public boolean atTheEnd() {
        return percent == Stage.TIME_IS_OVER;
    }
}
