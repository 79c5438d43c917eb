package org.poststelle.notification.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long to wait between attempts: short at first, for a server that restarts or greylists, then hourly, and no longer than two
 * days in all (a person who waits for an answer should hear of it by then).
 */
final class RetrySchedule {

    private static final List<Duration> FIRST_STEPS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15));
    private static final Duration LATER_STEPS = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofDays(2);

    /** After this many attempts the sum of all steps has come as near to the limit as it can. */
    static final int ATTEMPTS = 1 + FIRST_STEPS.size() + hoursLeft();

    private RetrySchedule() {}

    /**
     * The pause after an attempt, or nothing after the last one.
     *
     * @param attempt which attempt has failed, from 1
     * @param chance a random number from 0 to 1: it shortens the pause by up to a fifth, so that emails which failed together are
     *     not tried again together
     */
    static Optional<Duration> after(int attempt, double chance) {
        return attempt >= ATTEMPTS ? Optional.empty() : Optional.of(pause(attempt, chance));
    }

    /** The pause after an attempt that is never the last one. */
    static Duration pause(int attempt, double chance) {
        var step = attempt <= FIRST_STEPS.size() ? FIRST_STEPS.get(attempt - 1) : LATER_STEPS;
        return Duration.ofMillis(Math.round(step.toMillis() * (1 - chance / 5)));
    }

    private static int hoursLeft() {
        var first = FIRST_STEPS.stream().reduce(Duration.ZERO, Duration::plus);
        return (int) LIMIT.minus(first).dividedBy(LATER_STEPS);
    }
}
