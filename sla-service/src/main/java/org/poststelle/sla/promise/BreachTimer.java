package org.poststelle.sla.promise;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.poststelle.messaging.persistence.TransientDatabaseErrors;

/**
 * Looks every second for promises whose due time has passed. The promises are the timers: they survive restarts, and row
 * locks share them among replicas.
 */
@ApplicationScoped
class BreachTimer {

    private static final Logger LOG = Logger.getLogger(BreachTimer.class);
    private static final int BATCH = 200;

    private final PromiseCommands desk;
    private final Promises promises;
    private final ClockJumpDetector fuse = new ClockJumpDetector();
    private final Timer delay;

    BreachTimer(PromiseCommands desk, Promises promises, MeterRegistry metrics) {
        this.desk = desk;
        this.promises = promises;
        this.delay = Timer.builder("poststelle.sla.breach.delay")
                .description("From the due time to the announcement of the breach")
                .register(metrics);
        metrics.gauge("poststelle.sla.clock.jump.detected", fuse, blown -> blown.isTripped() ? 1 : 0);
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void fire() {
        try {
            if (clockIsBelieved()) {
                List<Promise> broken;
                do {
                    broken = desk.breachOverdue(BATCH);
                    broken.forEach(this::announced);
                } while (broken.size() == BATCH);
            }
        } catch (RuntimeException e) {
            if (!TransientDatabaseErrors.isIn(e)) {
                throw e;
            }
            LOG.warnf(
                    "The database is in the way, breaches wait: %s",
                    e.getClass().getName());
        }
    }

    private boolean clockIsBelieved() {
        boolean wasTripped = fuse.isTripped();
        boolean holds = fuse.holds(promises.now(), System.nanoTime());
        if (!holds && !wasTripped) {
            LOG.error("The database's clock jumped ahead: no breach is announced until it is set right,"
                    + " or until this service is restarted because the clock is right now");
        }
        return holds;
    }

    private void announced(Promise promise) {
        if (promise.settledAt() != null) {
            delay.record(Duration.between(promise.deadline().dueAt(), promise.settledAt()));
        }
    }
}
