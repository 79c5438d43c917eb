package org.poststelle.messaging.inbox;

import static java.util.stream.Collectors.toCollection;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.CloudEvents;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.ParkedRecord.Reason;
import org.poststelle.messaging.outbox.Outbox;

/** Applies events in one transaction: their effects and the new positions of their tickets. */
@ApplicationScoped
class EventApplier {

    /** By ticket, so that locks are taken in one order everywhere; then as they happened. */
    static final Comparator<Delivery> ORDER = Comparator.<Delivery, UUID>comparing(
                    delivery -> delivery.event().ticketId())
            .thenComparingLong(delivery -> delivery.event().version());

    private final Positions positions;
    private final ParkedRecords parked;
    private final Outbox outbox;
    private final EntityManager entities;
    private final Tracer tracer;

    EventApplier(Positions positions, ParkedRecords parked, Outbox outbox, EntityManager entities, Tracer tracer) {
        this.positions = positions;
        this.parked = parked;
        this.outbox = outbox;
        this.entities = entities;
        this.tracer = tracer;
    }

    /**
     * Applies events of one topic in the current transaction.
     *
     * @return tickets for which parked events may follow now
     */
    Set<UUID> apply(List<Delivery> deliveries, EventHandler handler) {
        var tickets = new TreeSet<UUID>();
        deliveries.forEach(delivery -> tickets.add(delivery.event().ticketId()));
        var known = positions.of(handler.topic(), tickets);
        var moved = new LinkedHashMap<UUID, Position>();
        outbox.storeTogether(() -> {
            handler.prepare(tickets);
            for (var delivery : deliveries) {
                var event = delivery.event();
                var position =
                        moved.getOrDefault(event.ticketId(), Objects.requireNonNull(known.get(event.ticketId())));
                switch (position.stepTo(event)) {
                    case NEXT -> {
                        call(handler, event);
                        moved.put(event.ticketId(), position.after(event));
                    }
                    case DUPLICATE -> {}
                    case GAP ->
                        parked.add(delivery.record(), Reason.OUT_OF_ORDER, "An earlier event of the ticket is missing");
                    case CONFLICT -> parked.add(delivery.record(), Reason.CONFLICT, "Another event had this version");
                }
            }
            entities.flush();
        });
        if (!moved.isEmpty()) {
            positions.move(handler.topic(), known, moved.values());
        }
        return moved.values().stream()
                .filter(Position::hasBuffered)
                .map(Position::ticketId)
                .collect(toCollection(TreeSet::new));
    }

    /** What the handler does belongs to the trace of the event. */
    private void call(EventHandler handler, IncomingEvent event) {
        var parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), event, TraceparentGetter.INSTANCE);
        var span = tracer.spanBuilder("handle " + event.type())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .startSpan();
        try (var _ = span.makeCurrent()) {
            handler.on(event);
        } finally {
            span.end();
        }
    }

    private enum TraceparentGetter implements TextMapGetter<IncomingEvent> {
        INSTANCE;

        @Override
        public Iterable<String> keys(IncomingEvent event) {
            return List.of(CloudEvents.TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable IncomingEvent event, String key) {
            return event != null && key.equals(CloudEvents.TRACEPARENT) ? event.traceparent() : null;
        }
    }
}
