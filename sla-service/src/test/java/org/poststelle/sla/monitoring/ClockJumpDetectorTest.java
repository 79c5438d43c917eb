package org.poststelle.sla.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockJumpDetectorTest {

    private final ClockJumpDetector fuse = new ClockJumpDetector();
    private Instant wall = Instant.parse("2026-11-20T14:00:00Z");
    private long nanos = -5_000_000_000L;

    @Test
    void holdsWhileBothClocksAdvanceAlike() {
        assertThat(reading(Duration.ZERO, Duration.ZERO)).isTrue();
        assertThat(reading(Duration.ofSeconds(1), Duration.ofSeconds(1))).isTrue();
        assertThat(reading(Duration.ofHours(5), Duration.ofHours(5)))
                .as("the database was away for hours")
                .isTrue();
    }

    @Test
    void toleratesClocksThatDriftApartSlowly() {
        for (int day = 0; day < 100; day++) {
            assertThat(reading(Duration.ofDays(1).plusSeconds(2), Duration.ofDays(1)))
                    .isTrue();
        }
    }

    @Test
    void blowsWhenTheWallClockJumpsAheadAndMendsWhenItIsSetRight() {
        assertThat(reading(Duration.ZERO, Duration.ZERO)).isTrue();
        assertThat(reading(Duration.ofHours(1), Duration.ofSeconds(1))).isFalse();
        assertThat(reading(Duration.ofSeconds(1), Duration.ofSeconds(1))).isFalse();
        assertThat(fuse.isTripped()).isTrue();

        assertThat(reading(Duration.ofHours(-1), Duration.ofSeconds(1))).isTrue();
        assertThat(fuse.isTripped()).isFalse();
    }

    @Test
    void holdsWhenTheWallClockJumpsBackAndReturns() {
        assertThat(reading(Duration.ZERO, Duration.ZERO)).isTrue();
        assertThat(reading(Duration.ofHours(-1), Duration.ofSeconds(1))).isTrue();
        assertThat(reading(Duration.ofHours(1), Duration.ofSeconds(1))).isTrue();
    }

    private boolean reading(Duration wallAdvance, Duration realAdvance) {
        wall = wall.plus(wallAdvance);
        nanos += realAdvance.toNanos();
        return fuse.holds(wall, nanos);
    }
}
