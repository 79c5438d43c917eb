package org.poststelle.messaging.persistence;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** The clock that stamps what happens. */
class MicrosecondClock {

    private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

    /** In microseconds, as PostgreSQL keeps instants: what is published is exactly what was stored. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}
