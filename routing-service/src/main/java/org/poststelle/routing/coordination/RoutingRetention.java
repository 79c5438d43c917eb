package org.poststelle.routing.coordination;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.routing.decision.RoutingCommands;

/** Deletes decisions that nobody needs any more, coordinators' notes among them, a little at a time. */
@ApplicationScoped
class RoutingRetention {

    private static final int PURGE_BATCH = 2_000;

    private final RoutingCommands commands;

    RoutingRetention(RoutingCommands commands) {
        this.commands = commands;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void purge() {
        AccessScope.SERVICE.run(() -> commands.purgeClosed(PURGE_BATCH));
    }
}
