package org.poststelle.sla.monitoring;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a clock that was set wrong from breaking promises: a wall clock that has jumped ahead of the monotonic one is not
 * believed until it has jumped back, or until the service is started anew. A jump backwards only delays.
 */
final class ClockJumpDetector {

    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    private @Nullable Instant lastWall;
    private long lastNanos;
    private Duration ahead = Duration.ZERO;

    /**
     * Whether the wall clock can be believed.
     *
     * @param wall what the wall clock says
     * @param nanos what {@link System#nanoTime()} said at the same moment
     */
    synchronized boolean holds(Instant wall, long nanos) {
        if (lastWall != null) {
            Duration jump = Duration.between(lastWall, wall).minusNanos(nanos - lastNanos);
            // small differences are no jumps, and must not add up to one over weeks
            if (jump.abs().compareTo(TOLERANCE) > 0) {
                ahead = ahead.plus(jump);
            }
        }
        lastWall = wall;
        lastNanos = nanos;
        return !isTripped();
    }

    synchronized boolean isTripped() {
        return ahead.compareTo(TOLERANCE) > 0;
    }
}
