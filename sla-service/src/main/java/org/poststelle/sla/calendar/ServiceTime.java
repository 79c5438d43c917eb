package org.poststelle.sla.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which there was service without a break.
 *
 * @param to the first instant after it
 */
public record ServiceTime(Instant from, Instant to) {

    /** How long it is on the clock, also in a night when clocks are changed. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
