package org.poststelle.sla.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.poststelle.sla.monitoring.ClockJumpDetector.Reading;
import org.poststelle.sla.promise.PromiseCommands;

/** The clock by which promises are breached, compared at each reading with the clocks of this machine. */
@ApplicationScoped
class DatabaseClock {

    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);

    private final Supplier<Instant> database;
    private final Clock machine;
    private final MachineUptime uptime;
    private final ClockJumpDetector detector = new ClockJumpDetector();

    @Inject
    DatabaseClock(PromiseCommands commands, Clock machine, MeterRegistry metrics) {
        this(commands::databaseTime, machine, new MachineUptime(Path.of("/proc/uptime")), metrics);
    }

    DatabaseClock(Supplier<Instant> database, Clock machine, MachineUptime uptime, MeterRegistry metrics) {
        this.database = database;
        this.machine = machine;
        this.uptime = uptime;
        metrics.gauge("poststelle.sla.clock.jump.detected", detector, watched -> watched.isTripped() ? 1 : 0);
    }

    /** Reads the clocks; whether promises may be breached by the database's clock now. */
    boolean isTrustedNow() {
        boolean wasTripped = detector.isTripped();
        boolean trusted = detector.isTrusted(read());
        if (detector.isTripped() && !wasTripped) {
            LOG.error("The database's clock jumped ahead: no breach is announced until it is set right");
        } else if (wasTripped && !detector.isTripped()) {
            LOG.warn("The database's clock is trusted again: overdue breaches are announced");
        }
        return trusted;
    }

    /** Whether the last reading found that the database's clock had jumped ahead. */
    boolean hasJumped() {
        return detector.isTripped();
    }

    private Reading read() {
        Duration before = uptime.read();
        Instant databaseTime = database.get();
        Instant machineTime = machine.instant();
        Duration after = uptime.read();
        return new Reading(databaseTime, machineTime, after, after.minus(before));
    }
}
