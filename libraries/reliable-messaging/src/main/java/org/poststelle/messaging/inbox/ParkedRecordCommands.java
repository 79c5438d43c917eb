package org.poststelle.messaging.inbox;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.poststelle.messaging.CloudEvents;
import org.poststelle.messaging.MalformedEvent;
import org.poststelle.messaging.inbox.ParkedRecord.Reason;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.messaging.persistence.TransientDatabaseErrors;

/** What an operator can do with a parked record. */
@ApplicationScoped
class ParkedRecordCommands {

    private static final Logger LOG = Logger.getLogger(ParkedRecordCommands.class);

    private final ParkedRecords parked;
    private final Positions positions;
    private final EventApplier applier;
    private final BufferedEvents buffered;
    private final List<EventHandler> handlers;

    ParkedRecordCommands(
            ParkedRecords parked,
            Positions positions,
            EventApplier applier,
            BufferedEvents buffered,
            @All List<EventHandler> handlers) {
        this.parked = parked;
        this.positions = positions;
        this.applier = applier;
        this.buffered = buffered;
        this.handlers = handlers;
    }

    /**
     * Handles a parked record again.
     *
     * @param skipMissing whether to continue without the earlier events of its ticket that have not come
     * @return whether it is done with: it took effect now, or had long before
     * @throws NotFoundException when there is no such record
     */
    boolean replay(long id, boolean skipMissing) {
        var parkedRecord = existing(id);
        var record = parkedRecord.toConsumerRecord();
        var handler = handlerOf(record.topic());
        try {
            var delivery = new Delivery(record, CloudEvents.read(record));
            var done = inTransaction(() -> replay(id, delivery, handler, skipMissing));
            if (done) {
                buffered.apply(handler, delivery.event().ticketId());
            }
            return done;
        } catch (MalformedEvent _) {
            return false;
        } catch (NotFoundException e) {
            throw e;
        } catch (RuntimeException e) {
            if (TransientDatabaseErrors.isIn(e)) {
                throw e;
            }
            LOG.errorf(e, "The event at %s could not be handled again", Delivery.place(record));
            return false;
        }
    }

    private boolean replay(long id, Delivery delivery, EventHandler handler, boolean skipMissing) {
        var locked = parked.lock(id).orElseThrow(NotFoundException::new);
        var event = delivery.event();
        if (skipMissing) {
            skipTo(handler.topic(), event.ticketId(), event.version() - 1);
        }
        return switch (position(handler.topic(), event.ticketId()).stepTo(event)) {
            case NEXT, DUPLICATE -> {
                parked.delete(locked);
                applier.apply(List.of(delivery), handler);
                yield true;
            }
            case GAP, CONFLICT -> false;
        };
    }

    /**
     * Gives a parked record up: what follows on its ticket continues without it.
     *
     * @return whether that is possible; not for one that only waits for an earlier event
     * @throws NotFoundException when there is no such record
     */
    boolean discard(long id) {
        var record = existing(id);
        var discarded = inTransaction(() -> {
            var locked = parked.lock(id).orElseThrow(NotFoundException::new);
            if (locked.reason() == Reason.OUT_OF_ORDER) {
                return false;
            }
            parked.delete(locked);
            if (record.ticketId() != null && record.version() != null) {
                skipTo(record.topic(), record.ticketId(), record.version());
            }
            return true;
        });
        if (discarded && record.ticketId() != null) {
            buffered.apply(handlerOf(record.topic()), record.ticketId());
        }
        return discarded;
    }

    private ParkedRecord existing(long id) {
        return inTransaction(() -> parked.findByIdOptional(id)).orElseThrow(NotFoundException::new);
    }

    private void skipTo(String topic, UUID ticketId, long version) {
        var position = position(topic, ticketId);
        if (position.version() < version) {
            LOG.warnf(
                    "Ticket %s continues at version %d of %s without %d events",
                    ticketId, version, topic, version - position.version());
            positions.move(
                    topic,
                    Map.of(ticketId, position),
                    List.of(new Position(ticketId, version, null, position.hasBuffered())));
        }
    }

    private Position position(String topic, UUID ticketId) {
        return Objects.requireNonNull(positions.of(topic, Set.of(ticketId)).get(ticketId));
    }

    private static <T> T inTransaction(Supplier<T> work) {
        return AccessScope.SERVICE.call(() -> QuarkusTransaction.requiringNew().call(work::get));
    }

    private EventHandler handlerOf(String topic) {
        return handlers.stream()
                .filter(handler -> handler.topic().equals(topic))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No handler for the topic " + topic));
    }
}
