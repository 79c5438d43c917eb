package org.poststelle.sla.monitoring;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.sla.promise.PromiseCommands;

/** Deletes promises that nobody needs any more, a little at a time. */
@ApplicationScoped
class PromiseRetention {

    private static final int PURGE_BATCH = 5_000;

    private final PromiseCommands commands;

    PromiseRetention(PromiseCommands commands) {
        this.commands = commands;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void purge() {
        AccessScope.SERVICE.run(() -> commands.purgeSettled(PURGE_BATCH));
    }
}
