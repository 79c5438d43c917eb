package org.poststelle.messaging.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;
import org.poststelle.messaging.CloudEvents;
import org.poststelle.messaging.MalformedEvent;
import org.poststelle.messaging.inbox.ParkedRecord.Reason;

/**
 * Lets every event take effect once and in order, however often and in whatever order its record arrives.
 *
 * <p>The events of a poll share a transaction: their effects and the new positions of their tickets commit together. An event whose
 * ticket is past it is dropped; one that came too early is parked until the gap closes. When the transaction fails, its events are
 * tried in smaller parts, so that one that cannot be handled is parked alone. An unavailable database is waited for, without
 * committing the offsets.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    /** Attempts of a single event; more than one event is rather tried in parts. */
    private static final int ATTEMPTS = 5;

    private final EventApplier applier;
    private final ParkedRecords parked;
    private final BufferedEvents buffered;
    private final DatabaseRetry retry;
    private final Clock clock;
    private final Map<Object, Instant> unfinished = new ConcurrentHashMap<>();

    Inbox(
            EventApplier applier,
            ParkedRecords parked,
            BufferedEvents buffered,
            DatabaseRetry retry,
            Clock clock,
            MeterRegistry metrics) {
        this.applier = applier;
        this.parked = parked;
        this.buffered = buffered;
        this.retry = retry;
        this.clock = clock;
        metrics.gauge("poststelle.inbox.oldest.unfinished.seconds", this, Inbox::oldestUnfinishedSeconds);
    }

    /**
     * Handles what a poll brought, all of one topic; returns when every event took effect, was known already, or is safely parked.
     */
    public void receive(ConsumerRecords<String, byte[]> records, EventHandler handler) {
        var deliveries = new ArrayList<Delivery>();
        for (var record : records) {
            unfinished.merge(records, Instant.ofEpochMilli(record.timestamp()), (a, b) -> a.isBefore(b) ? a : b);
            try {
                deliveries.add(new Delivery(record, CloudEvents.read(record)));
            } catch (MalformedEvent e) {
                park(record, Reason.MALFORMED, String.valueOf(e.getMessage()));
            }
        }
        try {
            deliveries.sort(EventApplier.ORDER);
            handle(deliveries, handler);
        } finally {
            unfinished.remove(records);
        }
    }

    private void handle(List<Delivery> deliveries, EventHandler handler) {
        if (deliveries.isEmpty()) {
            return;
        }
        var single = deliveries.size() == 1;
        try {
            retry.inTransaction(single ? ATTEMPTS : 1, () -> applier.apply(deliveries, handler))
                    .forEach(ticketId -> buffered.apply(handler, ticketId));
        } catch (RuntimeException e) {
            if (retry.isStopping()) {
                throw e; // what fails while the service ends says nothing about the record, which is read again
            }
            if (single) {
                park(deliveries.getFirst().record(), e);
            } else {
                var half = deliveries.size() / 2;
                handle(deliveries.subList(0, half), handler);
                handle(deliveries.subList(half, deliveries.size()), handler);
            }
        }
    }

    private void park(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
        if (failure instanceof MalformedEvent malformed) {
            park(record, Reason.MALFORMED, String.valueOf(malformed.getMessage()));
        } else {
            LOG.errorf(failure, "The event at %s could not be handled", Delivery.place(record));
            park(record, Reason.HANDLER_FAILED, DatabaseRetry.nameOfRoot(failure));
        }
    }

    private void park(ConsumerRecord<String, byte[]> record, Reason reason, String detail) {
        LOG.warnf("The record at %s is parked: %s", Delivery.place(record), reason);
        retry.inTransaction(Integer.MAX_VALUE, () -> {
            parked.add(record, reason, detail);
            return reason;
        });
    }

    private double oldestUnfinishedSeconds() {
        return unfinished.values().stream()
                .min(Comparator.naturalOrder())
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
