package org.poststelle.messaging.inbox;

import io.opentelemetry.api.trace.Span;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;

/** Stores what takes effect, and fails when a test wants it to. */
@ApplicationScoped
class RoutingHandler implements EventHandler {

    static final Set<UUID> FAILING = ConcurrentHashMap.newKeySet();
    static final Set<UUID> SLOW = ConcurrentHashMap.newKeySet();
    static final Map<UUID, AtomicInteger> UNAVAILABLE = new ConcurrentHashMap<>();
    static final Map<UUID, Duration> STALLING = new ConcurrentHashMap<>();
    static final Map<UUID, AtomicInteger> BATCHES = new ConcurrentHashMap<>();

    private final Inbox inbox;
    private final EntityManager entities;

    RoutingHandler(Inbox inbox, EntityManager entities) {
        this.inbox = inbox;
        this.entities = entities;
    }

    @Override
    public String topic() {
        return "routing";
    }

    @Incoming("routing")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, this);
    }

    @Override
    public void prepare(Set<UUID> ticketIds) {
        ticketIds.forEach(
                id -> BATCHES.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet());
    }

    private static void stall(@Nullable Duration pause) {
        try {
            if (pause != null) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void on(IncomingEvent event) {
        entities.createNativeQuery("insert into effect (ticket_id, version, trace) values (?, ?, ?)")
                .setParameter(1, event.ticketId())
                .setParameter(2, event.version())
                .setParameter(3, Span.current().getSpanContext().getTraceId())
                .executeUpdate();
        stall(STALLING.remove(event.ticketId()));
        var losses = UNAVAILABLE.get(event.ticketId());
        if (losses != null && losses.getAndDecrement() > 0) {
            throw new IllegalStateException(new SQLException("gone", "08006"));
        }
        if (FAILING.contains(event.ticketId())) {
            throw new IllegalStateException("failing on purpose");
        }
        if (SLOW.contains(event.ticketId())) {
            throw new IllegalStateException(new SQLException("canceling statement due to statement timeout", "57014"));
        }
    }
}
