package org.poststelle.messaging.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
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

/** Where a service puts its events, in the transaction of the change that they tell of. */
@ApplicationScoped
public class Outbox {

    private static final ScopedValue<List<OutboxRecord>> BATCH = ScopedValue.newInstance();

    private final OutboxRecords records;
    private final Event<Recorded> recorded;

    Outbox(OutboxRecords records, Event<Recorded> recorded) {
        this.records = records;
        this.recorded = recorded;
    }

    /** Fired when events are stored; whoever observes it after the commit knows that there is something to publish. */
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
        var record = new OutboxRecord(
                UuidCreator.getTimeOrderedEpoch(),
                event.ticketId(),
                version,
                event.type(),
                centre,
                occurredAt,
                traceparent(),
                EventJson.write(event));
        if (BATCH.isBound()) {
            BATCH.get().add(record);
        } else {
            store(List.of(record));
        }
    }

    /**
     * Runs work of the current transaction whose events are to be stored in one statement after it.
     *
     * @param work changes that record events; what it leaves unwritten is flushed before
     */
    @Transactional(TxType.MANDATORY)
    public void storeTogether(Runnable work) {
        var batch = new ArrayList<OutboxRecord>();
        ScopedValue.where(BATCH, batch).run(work);
        if (!batch.isEmpty()) {
            store(batch);
        }
    }

    private void store(List<OutboxRecord> events) {
        records.add(events);
        recorded.fire(new Recorded());
    }

    /** The trace continues with the event; without this it would end at the table. */
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
