package org.poststelle.benchmark.volume;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what the services do. */
final class Waiting {

    private static final long POLL_MILLIS = 100;

    private Waiting() {}

    /** Asks again and again, and tells whether it came true in time. */
    static boolean until(BooleanSupplier condition, Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause(Duration.ofMillis(POLL_MILLIS));
        }
        return true;
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while something was measured", e);
        }
    }
}
