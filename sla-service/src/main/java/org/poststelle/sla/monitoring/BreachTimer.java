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
    private final DatabaseClock clock;
    private final Timer delay;

    BreachTimer(PromiseCommands commands, DatabaseClock clock, MeterRegistry metrics) {
        this.commands = commands;
        this.clock = clock;
        this.delay = Timer.builder("poststelle.sla.breach.delay")
                .description("From the due time to the announcement of the breach")
                .register(metrics);
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
            if (clock.isTrustedNow()) {
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
}
