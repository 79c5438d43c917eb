package org.poststelle.messaging.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.messaging.EventJson;

/**
 * Where a service puts its events, in the transaction of the change that they tell of. All events of a transaction are stored in one
 * statement at its end.
 */
@ApplicationScoped
public class Outbox {

    private final OutboxRecords records;
    private final TransactionSynchronizationRegistry transaction;
    private final Event<Recorded> recorded;

    Outbox(OutboxRecords records, TransactionSynchronizationRegistry transaction, Event<Recorded> recorded) {
        this.records = records;
        this.transaction = transaction;
        this.recorded = recorded;
    }

    /** Fired when a transaction records events; whoever observes it after the commit knows that there is something to publish. */
    record Recorded() {}

    /**
     * Stores the event for publishing.
     *
     * @param event what happened
     * @param version its place among the events of its ticket on this service's topic, from 1 and without gaps. Whoever counts
     *     holds the lock on the count's row until the commit, so the order of versions is the order of commits
     * @param centre the service centre of the ticket
     * @param occurredAt when it happened
     */
    @Transactional(TxType.MANDATORY)
    public void record(DomainEvent event, long version, String centre, Instant occurredAt) {
        pending()
                .add(new OutboxRecord(
                        UuidCreator.getTimeOrderedEpoch(),
                        event.ticketId(),
                        version,
                        event.type(),
                        centre,
                        occurredAt,
                        traceparent(),
                        EventJson.write(event)));
    }

    /** The same for tickets whose events nothing else counts; returns the version. */
    @Transactional(TxType.MANDATORY)
    public long record(DomainEvent event, String centre, Instant occurredAt) {
        var version = records.nextVersion(event.ticketId());
        record(event, version, centre, occurredAt);
        return version;
    }

    /** The events of this transaction. */
    private List<OutboxRecord> pending() {
        if (transaction.getResource(this) instanceof Pending known) {
            return known.records;
        }
        var created = new Pending(new ArrayList<>());
        transaction.putResource(this, created);
        transaction.registerInterposedSynchronization(created);
        recorded.fire(new Recorded());
        return created.records;
    }

    /** Written when the transaction completes: everything else that can fail has been flushed by then. */
    private final class Pending implements Synchronization {

        private final List<OutboxRecord> records;

        Pending(List<OutboxRecord> records) {
            this.records = records;
        }

        @Override
        public void beforeCompletion() {
            Outbox.this.records.add(records);
        }

        @Override
        public void afterCompletion(int status) {}
    }

    /** The trace goes on with the event; without this it would end at the table. */
    private static @Nullable String traceparent() {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return carrier.get("traceparent");
    }
}
