package org.poststelle.sla.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poststelle.sla.monitoring.ClockJumpDetector.Reading;

class ClockJumpDetectorTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private ClockJumpDetector detector = new ClockJumpDetector();
    private Instant database = Instant.parse("2026-11-20T14:00:00Z");
    private Instant machine = database;
    private Duration uptime = Duration.ofDays(3);

    @BeforeEach
    void firstReadingIsTrusted() {
        assertThat(trustedAfter(Duration.ZERO, Duration.ZERO, Duration.ZERO)).isTrue();
    }

    @Test
    void clocksThatAdvanceAlikeAreTrusted() {
        assertThat(trustedAfter(SECOND, SECOND, SECOND)).isTrue();
    }

    @Test
    void suspendedMachineThatWakesIsNoJump() {
        assertThat(trustedAfter(HOUR, HOUR, HOUR)).as("suspended for an hour").isTrue();
    }

    @Test
    void clocksThatDriftApartSlowlyAreTrusted() {
        var day = Duration.ofDays(1);
        for (int i = 0; i < 100; i++) {
            assertThat(trustedAfter(day.plusSeconds(2), day, day)).isTrue();
        }
    }

    @Test
    void jumpAheadIsDistrustedUntilItIsSetRight() {
        assertThat(trustedAfter(HOUR, SECOND, SECOND)).isFalse();
        assertThat(trustedAfter(SECOND, SECOND, SECOND)).isFalse();
        assertThat(detector.isTripped()).isTrue();

        assertThat(trustedAfter(HOUR.negated(), SECOND, SECOND)).isTrue();
        assertThat(detector.isTripped()).isFalse();
    }

    @Test
    void jumpBackAndReturnAreTrusted() {
        assertThat(trustedAfter(HOUR.negated(), SECOND, SECOND)).isTrue();
        assertThat(trustedAfter(HOUR, SECOND, SECOND)).isTrue();
    }

    @Test
    void jumpAheadIsDistrustedHoweverLongItLasts() {
        assertThat(trustedAfter(HOUR, SECOND, SECOND)).isFalse();

        assertThat(trustedAfter(HOUR, HOUR, HOUR)).isFalse();
        assertThat(trustedAfter(HOUR, HOUR, HOUR)).isFalse();
    }

    @Test
    void jumpThatCorrectsASlowClockIsTrustedAfterTenMinutesOfAgreement() {
        assertThat(trustedAfter(HOUR.negated(), SECOND, SECOND)).isTrue();
        detectorStartsAnew();

        assertThat(trustedAfter(HOUR, SECOND, SECOND)).isFalse();
        assertThat(trustedAfter(Duration.ofMinutes(9), Duration.ofMinutes(9), Duration.ofMinutes(9)))
                .isFalse();
        assertThat(trustedAfter(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)))
                .isTrue();
    }

    @Test
    void suspensionThatTheMachineDoesNotCountIsTrustedAfterTenMinutesOfAgreement() {
        assertThat(trustedAfter(HOUR, HOUR, SECOND)).isFalse();

        assertThat(trustedAfter(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10)))
                .isTrue();
        assertThat(detector.isTripped()).isFalse();
    }

    @Test
    void readingThatTookLongSaysNothing() {
        database = database.plus(HOUR);
        assertThat(detector.isTrusted(new Reading(database, machine, uptime, Duration.ofSeconds(11))))
                .isFalse();
        assertThat(detector.isTripped()).isFalse();

        database = database.minus(HOUR);
        assertThat(trustedAfter(SECOND, SECOND, SECOND)).isTrue();
    }

    private void detectorStartsAnew() {
        detector = new ClockJumpDetector();
        assertThat(trustedAfter(SECOND, SECOND, SECOND)).isTrue();
    }

    private boolean trustedAfter(Duration databaseAdvance, Duration machineAdvance, Duration passed) {
        database = database.plus(databaseAdvance);
        machine = machine.plus(machineAdvance);
        uptime = uptime.plus(passed);
        return detector.isTrusted(new Reading(database, machine, uptime, Duration.ofMillis(2)));
    }
}
