package org.poststelle.ticket.handling;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.poststelle.messaging.persistence.AccessScope;

/** Sees to it that nobody waits for ever for a citizen's reply. The tickets are the timers, and row locks share them among replicas. */
@ApplicationScoped
class QuestionTimer {

    /** So many in one transaction, which holds their locks. */
    private static final int BATCH = 100;

    private final TicketCommands tickets;
    private final Clock clock;

    QuestionTimer(TicketCommands tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    @Scheduled(
            every = "1m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void pursueQuestions() {
        AccessScope.SERVICE.run(() -> {
            int pursued;
            do {
                pursued = tickets.pursueQuestions(BATCH, clock.instant());
            } while (pursued == BATCH);
        });
    }
}
