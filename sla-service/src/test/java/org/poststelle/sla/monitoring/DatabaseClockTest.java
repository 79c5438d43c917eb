package org.poststelle.sla.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseClockTest {

    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @TempDir
    Path directory;

    private Instant database = NOW;
    private DatabaseClock clock;

    @BeforeEach
    void machineHasRunForAnHour() throws IOException {
        machineHasRunFor("3600.00");
        clock = new DatabaseClock(
                () -> database,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new MachineUptime(directory.resolve("uptime")),
                metrics);
        assertThat(clock.isTrustedNow()).isTrue();
    }

    @Test
    void suspendedHourCountsAsPassed() throws IOException {
        machineHasRunFor("7200.00");
        database = NOW.plus(Duration.ofHours(1));

        assertThat(clock.isTrustedNow()).isTrue();
    }

    @Test
    void jumpIsShownByMetricAndHealthUntilItIsSetRight() {
        database = NOW.plus(Duration.ofHours(1));
        assertThat(clock.isTrustedNow()).isFalse();
        assertThat(metrics.get("poststelle.sla.clock.jump.detected").gauge().value())
                .isOne();
        assertThat(new DatabaseClockHealth(clock).call().getData().orElseThrow())
                .containsEntry("jumpDetected", true);

        database = NOW;
        assertThat(clock.isTrustedNow()).isTrue();
        assertThat(metrics.get("poststelle.sla.clock.jump.detected").gauge().value())
                .isZero();
        assertThat(new DatabaseClockHealth(clock).call().getData().orElseThrow())
                .containsEntry("jumpDetected", false);
    }

    @Test
    void machineWithoutUptimeFileIsReadByTheMonotonicClock() {
        var uptime = new MachineUptime(directory.resolve("missing"));

        assertThat(uptime.read()).isLessThanOrEqualTo(uptime.read());
    }

    private void machineHasRunFor(String seconds) throws IOException {
        Files.writeString(directory.resolve("uptime"), seconds + " 6900.12\n");
    }
}
