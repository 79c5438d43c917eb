package org.poststelle.routing.coordination;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.routing.decision.RoutingCommands;

/** Takes tickets out of the coordinators' queue that can be decided since the directory was mended, or a competence has begun. */
@ApplicationScoped
class Reconsideration {

    private static final int BATCH = 100;

    private final RoutingCommands commands;

    Reconsideration(RoutingCommands commands) {
        this.commands = commands;
    }

    @Scheduled(
            every = "15s",
            delayed = "15s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void reconsider() {
        while (AccessScope.SERVICE.<Integer>call(() -> commands.reconsider(BATCH)) == BATCH) {
            // until nothing is left
        }
    }
}
