package org.poststelle.sla.monitoring;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a database clock that was set wrong from breaching promises: a breach is published and cannot be taken back, a late
 * one costs seconds.
 *
 * <p>A jump is an advance of the database's clock that differs by more than a minute from the time that has really passed.
 * Smaller differences are drift and corrections by NTP. Passed time includes time during which this machine was suspended,
 * see {@link MachineUptime}, so a suspension is no jump. After a jump ahead the database's clock is not trusted; a jump back
 * only delays. Trust returns by itself
 *
 * <ul>
 *   <li>at once when the clock jumps back to where it was, or
 *   <li>when it has run without a jump and within a minute of this machine's clock for ten minutes: then two clocks say the
 *       same. So ends a jump that corrected a clock which was slow before, and the suspension of a machine that does not
 *       count suspended time.
 * </ul>
 *
 * <p>While the two clocks differ, a jump ahead is held against the database's clock however long it lasts, because nothing
 * tells which one is right. The first reading after a start is trusted, so a machine whose own clock is wrong still breaches
 * at the right time as long as the database's clock does not jump.
 */
final class ClockJumpDetector {

    static final Duration TOLERANCE = Duration.ofSeconds(60);
    static final Duration SETTLING_TIME = Duration.ofMinutes(10);
    static final Duration LONGEST_READING = Duration.ofSeconds(10);

    private @Nullable Reading previous;
    private @Nullable Duration inAgreementSince;
    private Duration ahead = Duration.ZERO;

    /**
     * What the clocks said at the same moment.
     *
     * @param database the database's clock
     * @param machine this machine's clock
     * @param uptime the time that has passed since a fixed moment
     * @param uncertainty how far apart the moments of these three may be: the time that the reading took
     */
    record Reading(Instant database, Instant machine, Duration uptime, Duration uncertainty) {

        private boolean isInAgreement() {
            return !isJump(Duration.between(machine, database));
        }

        private Duration jumpSince(Reading earlier) {
            return Duration.between(earlier.database, database).minus(uptime.minus(earlier.uptime));
        }
    }

    /**
     * Whether the database's clock can be trusted at this reading. One that took long (the machine was suspended meanwhile, or
     * the process stopped) says nothing: it is not trusted, and the next one decides.
     */
    synchronized boolean isTrusted(Reading reading) {
        if (reading.uncertainty().compareTo(LONGEST_READING) > 0) {
            return false;
        }
        Duration jump = previous == null ? Duration.ZERO : reading.jumpSince(previous);
        previous = reading;
        if (isJump(jump)) {
            ahead = ahead.plus(jump);
            inAgreementSince = null;
        }
        if (!reading.isInAgreement()) {
            inAgreementSince = null;
        } else if (inAgreementSince == null) {
            inAgreementSince = reading.uptime();
        } else if (reading.uptime().minus(inAgreementSince).compareTo(SETTLING_TIME) >= 0) {
            ahead = Duration.ZERO;
        }
        return !isTripped();
    }

    /** Whether the database's clock is ahead by a jump. */
    synchronized boolean isTripped() {
        return ahead.compareTo(TOLERANCE) > 0;
    }

    private static boolean isJump(Duration difference) {
        return difference.abs().compareTo(TOLERANCE) > 0;
    }
}
