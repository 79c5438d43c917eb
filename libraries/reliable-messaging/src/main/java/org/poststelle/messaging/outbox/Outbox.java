package org.poststelle.messaging.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.messaging.EventJson;

/** Where a service puts its events, in the transaction of the change they tell of. */
@ApplicationScoped
public class Outbox {

    private final Jdbi jdbi;
    private final Event<Recorded> recorded;

    Outbox(Jdbi jdbi, Event<Recorded> recorded) {
        this.jdbi = jdbi;
        this.recorded = recorded;
    }

    /** Told when an event was recorded; who observes it after the commit knows that there is something to publish. */
    record Recorded() {}

    /**
     * Stores the event for publishing and gives it the next version of its ticket. Events of one ticket wait for each other
     * here until the first one's transaction ends, so versions have no gaps and their order is the order of the commits.
     *
     * @param event what happened
     * @param centre the service centre of the ticket
     * @param occurredAt when it happened
     * @return the event's version, from 1
     */
    @Transactional(TxType.MANDATORY)
    public long record(DomainEvent event, String centre, Instant occurredAt) {
        var version = jdbi.withHandle(handle -> {
            var next = handle.createQuery("""
                            insert into event_version as known (ticket_id, version) values (:ticketId, 1)
                            on conflict (ticket_id) do update set version = known.version + 1
                            returning version
                            """)
                    .bind("ticketId", event.ticketId())
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("""
                            insert into outbox (id, ticket_id, version, type, centre, occurred_at, traceparent, body)
                            values (:id, :ticketId, :version, :type, :centre, :occurredAt, :traceparent, :body)
                            """)
                    .bind("id", UuidCreator.getTimeOrderedEpoch())
                    .bind("ticketId", event.ticketId())
                    .bind("version", next)
                    .bind("type", event.type())
                    .bind("centre", centre)
                    .bind("occurredAt", occurredAt)
                    .bind("traceparent", traceparent())
                    .bind("body", EventJson.write(event))
                    .execute();
            return next;
        });
        recorded.fire(new Recorded());
        return version;
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
