package org.poststelle.ticket.privacy;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.handling.TicketCommands;

/** Erases what is personal about tickets some time after they were closed: whoever keeps it longer needs a reason (GDPR, article 5). */
@ApplicationScoped
class ErasureTimer {

    /** So many in one transaction, which holds their locks. */
    private static final int BATCH = 100;

    private final TicketCommands tickets;
    private final Duration kept;
    private final Clock clock;

    /** @param kept how long after the closure, for centres that have no settings of their own */
    ErasureTimer(
            TicketCommands tickets,
            @ConfigProperty(name = "poststelle.personal-data.kept") Duration kept,
            Clock clock) {
        this.tickets = tickets;
        this.kept = kept;
        this.clock = clock;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void eraseClosed() {
        AccessScope.SERVICE.run(() -> {
            int erased;
            do {
                var now = clock.instant();
                erased = tickets.eraseClosed(now.minus(kept), BATCH, now);
            } while (erased == BATCH);
        });
    }
}
