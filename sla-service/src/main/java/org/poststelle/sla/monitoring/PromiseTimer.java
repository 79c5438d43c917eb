package org.poststelle.sla.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.messaging.persistence.TransientDatabaseErrors;
import org.poststelle.sla.promise.PromiseCommands;
import org.poststelle.sla.promise.PromiseCommands.Announced;

/**
 * Looks every second for promises whose due time has passed, or the time for a warning, and for what should have happened on the way. The promises are the timers: they survive
 * restarts, and row locks share them among replicas.
 */
@ApplicationScoped
class PromiseTimer {

    private static final Logger LOG = Logger.getLogger(PromiseTimer.class);
    private static final int BATCH = 200;

    private final PromiseCommands commands;
    private final DatabaseClock clock;
    private final Timer breachDelay;
    private final Timer warningDelay;
    private final Timer targetDelay;

    PromiseTimer(PromiseCommands commands, DatabaseClock clock, MeterRegistry metrics) {
        this.commands = commands;
        this.clock = clock;
        Gauge.builder("poststelle.sla.overdue", () -> AccessScope.SERVICE.<Long>call(commands::overdue))
                .description("Promises that are overdue and not announced yet")
                .register(metrics);
        this.breachDelay = Timer.builder("poststelle.sla.breach.delay")
                .description("From the due time to the announcement of the breach")
                .register(metrics);
        this.warningDelay = Timer.builder("poststelle.sla.warning.delay")
                .description("From the time for a warning to its announcement")
                .register(metrics);
        this.targetDelay = Timer.builder("poststelle.sla.target.delay")
                .description("From the time at which somebody is to be told of a target to the announcement")
                .register(metrics);
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void fire() {
        AccessScope.SERVICE.run(this::announceAll);
    }

    private void announceAll() {
        try {
            while (clock.isTrustedNow() && announceSome()) {
                // until nothing is left
            }
        } catch (RuntimeException e) {
            if (!TransientDatabaseErrors.isIn(e)) {
                throw e;
            }
            LOG.warnf(
                    "The database is unavailable or busy, warnings and breaches wait: %s",
                    e.getClass().getName());
        }
    }

    /** In turns, so that many of one kind do not hold up the others. */
    private boolean announceSome() {
        var breaches = announce(commands::breachOverdue, breachDelay);
        var warnings = announce(commands::warn, warningDelay);
        var targets = announce(commands::announceTargets, targetDelay);
        return Math.max(breaches, Math.max(warnings, targets)) == BATCH;
    }

    private static int announce(IntFunction<List<Announced>> announcement, Timer delay) {
        var announced = announcement.apply(BATCH);
        announced.forEach(one -> delay.record(one.delay()));
        return announced.size();
    }
}
