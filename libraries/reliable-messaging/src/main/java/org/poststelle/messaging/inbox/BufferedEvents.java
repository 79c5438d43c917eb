package org.poststelle.messaging.inbox;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.poststelle.messaging.CloudEvents;

/** Events that came before an earlier one of their ticket, and are applied when that one has come. */
@ApplicationScoped
class BufferedEvents {

    private static final Logger LOG = Logger.getLogger(BufferedEvents.class);
    private static final int ATTEMPTS = 5;

    private final ParkedRecords parked;
    private final EventApplier applier;
    private final DatabaseRetry retry;
    private final List<EventHandler> handlers;

    BufferedEvents(ParkedRecords parked, EventApplier applier, DatabaseRetry retry, @All List<EventHandler> handlers) {
        this.parked = parked;
        this.applier = applier;
        this.retry = retry;
        this.handlers = handlers;
    }

    /** Applies the parked events of a ticket as far as they follow on each other. */
    void apply(EventHandler handler, UUID ticketId) {
        var next = retry.inTransaction(ATTEMPTS, () -> parked.nextBuffered(handler.topic(), ticketId));
        while (next.isPresent()) {
            var record = next.get();
            try {
                retry.inTransaction(ATTEMPTS, () -> {
                    var consumed = record.toConsumerRecord();
                    applier.apply(List.of(new Delivery(consumed, CloudEvents.read(consumed))), handler);
                    return parked.deleteById(record.id());
                });
            } catch (RuntimeException e) {
                if (retry.isStopping()) {
                    throw e;
                }
                LOG.errorf(e, "The event at %s could not be handled", record.place());
                retry.inTransaction(Integer.MAX_VALUE, () -> parked.failed(record.id(), DatabaseRetry.nameOfRoot(e)));
                return;
            }
            next = retry.inTransaction(ATTEMPTS, () -> parked.nextBuffered(handler.topic(), ticketId));
        }
    }

    /** What a crash between two transactions left. */
    @Scheduled(
            every = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void applyLeftovers() {
        for (var handler : handlers) {
            if (retry.isStopping()) {
                return;
            }
            retry.inTransaction(ATTEMPTS, () -> parked.ticketsReady(handler.topic()))
                    .forEach(ticketId -> apply(handler, ticketId));
        }
    }
}
