package org.poststelle.notification.delivery;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.poststelle.messaging.persistence.AccessScope;

/** Deletes mail jobs that nobody needs any more, a little at a time. */
@ApplicationScoped
class MailJobRetention {

    private static final int PURGE_BATCH = 5_000;

    private final MailJobCommands commands;

    MailJobRetention(MailJobCommands commands) {
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
