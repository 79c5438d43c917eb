package org.poststelle.sla.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.messaging.persistence.TransientDatabaseErrors;
import org.poststelle.sla.promise.PromiseCommands;
import org.poststelle.sla.promise.PromiseCommands.Announced;

/**
 * Looks every second for promises whose due time has passed. The promises are the timers: they survive restarts, and row
 * locks share them among replicas.
 */
@ApplicationScoped
class BreachTimer {

    private static final Logger LOG = Logger.getLogger(BreachTimer.class);
    private static final int BATCH = 200;

    private final PromiseCommands commands;
    private final ClockJumpDetector detector = new ClockJumpDetector();
    private final Timer delay;

    BreachTimer(PromiseCommands commands, MeterRegistry metrics) {
        this.commands = commands;
        this.delay = Timer.builder("poststelle.sla.breach.delay")
                .description("From the due time to the announcement of the breach")
                .register(metrics);
        metrics.gauge("poststelle.sla.clock.jump.detected", detector, watched -> watched.isTripped() ? 1 : 0);
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void fire() {
        AccessScope.SERVICE.run(this::announceOverdue);
    }

    private void announceOverdue() {
        try {
            if (clockIsBelieved()) {
                List<Announced> breaches;
                do {
                    breaches = commands.breachOverdue(BATCH);
                    breaches.forEach(breach -> delay.record(breach.delay()));
                } while (breaches.size() == BATCH);
            }
        } catch (RuntimeException e) {
            if (!TransientDatabaseErrors.isIn(e)) {
                throw e;
            }
            LOG.warnf(
                    "The database is unavailable or busy, breaches wait: %s",
                    e.getClass().getName());
        }
    }

    private boolean clockIsBelieved() {
        boolean wasTripped = detector.isTripped();
        boolean holds = detector.holds(commands.databaseTime(), System.nanoTime());
        if (!holds && !wasTripped) {
            LOG.error("The database's clock jumped ahead: no breach is announced until it is set right,"
                    + " or until this service is restarted because the clock is right now");
        }
        return holds;
    }
}
