package org.poststelle.messaging.inbox;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.MalformedEvent;
import org.poststelle.messaging.persistence.TransientDatabaseErrors;

/**
 * Lets every event take effect once and in order, however often and in whatever order its record arrives.
 *
 * <p>An event's effects, the note of its id and its ticket's new version commit together. An older version than expected is
 * dropped; a later one waits among the set-aside records until the gap closes. A record that cannot be handled for its own
 * sake is set aside for an operator. A lost database is neither: it is waited for, with the record in hand.
 */
@ApplicationScoped
class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final ParkedRecords parked;
    private final Map<String, EventHandler> handlers;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Inbox(Jdbi jdbi, ParkedRecords parked, @All List<EventHandler> handlers) {
        this.jdbi = jdbi;
        this.parked = parked;
        this.handlers = handlers.stream().collect(Collectors.toMap(EventHandler::topic, Function.identity()));
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    private enum Outcome {
        TOOK_EFFECT,
        KNOWN,
        WAITS
    }

    /** Handles a record from a topic; returns when it took effect, was known already, or is safely set aside. */
    void receive(ConsumerRecord<String, byte[]> record) {
        UUID ticketId;
        try {
            var event = IncomingEvent.of(record);
            ticketId = event.ticketId();
            if (retryWhileDatabaseUnavailable(() -> take(event, record)) != Outcome.TOOK_EFFECT) {
                return;
            }
        } catch (MalformedEvent e) {
            parked(record, ParkedRecord.Reason.MALFORMED, String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            if (isStopping()) {
                throw e; // what fails while the service ends says nothing about the record, which is read again
            }
            LOG.errorf(e, "A handler refused the record at %s", place(record));
            // the message of a foreign exception may repeat what the record says
            parked(
                    record,
                    ParkedRecord.Reason.HANDLER_FAILED,
                    rootOf(e).getClass().getName());
            return;
        }
        applyBuffered(record.topic(), ticketId);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /**
     * Handles a set-aside record again.
     *
     * @param skipMissing whether to go on without the earlier events of its ticket that have not come
     * @return whether it is done with: it took effect now, or had long before
     */
    boolean replay(ParkedRecord waiting, boolean skipMissing) {
        var record = waiting.record();
        try {
            var event = IncomingEvent.of(record);
            var outcome = QuarkusTransaction.requiringNew().call(() -> {
                if (skipMissing) {
                    skipTo(event.version() - 1, record.topic(), event.ticketId());
                }
                var result = apply(event, record.topic());
                if (result != Outcome.WAITS) {
                    parked.remove(waiting.id());
                }
                return result;
            });
            if (outcome == Outcome.TOOK_EFFECT) {
                applyBuffered(record.topic(), event.ticketId());
            }
            return outcome != Outcome.WAITS;
        } catch (MalformedEvent _) {
            return false;
        } catch (RuntimeException e) {
            if (TransientDatabaseErrors.isIn(e)) {
                throw e;
            }
            LOG.errorf(e, "A handler refused the record at %s again", place(record));
            return false;
        }
    }

    /** Gives a set-aside record up: what follows on its ticket goes on without it. */
    void discard(ParkedRecord record) {
        var ticketId = record.ticketId();
        var version = record.version();
        QuarkusTransaction.requiringNew().run(() -> {
            parked.remove(record.id());
            if (ticketId != null && version != null) {
                skipTo(version, record.topic(), ticketId);
            }
        });
        if (ticketId != null) {
            applyBuffered(record.topic(), ticketId);
        }
    }

    private void skipTo(long version, String topic, UUID ticketId) {
        jdbi.useHandle(handle -> {
            var last = lastVersion(handle, topic, ticketId);
            if (last < version) {
                LOG.warnf(
                        "Ticket %s goes on at version %d of %s without %d events",
                        ticketId, version, topic, version - last);
                advance(handle, topic, ticketId, version);
            }
        });
    }

    /** Takes the events of a ticket that waited for the one before them, as far as they follow on each other. */
    void applyBuffered(String topic, UUID ticketId) {
        var next = retryWhileDatabaseUnavailable(() -> parked.nextWaiting(topic, ticketId));
        while (next.isPresent()) {
            var waiting = next.get();
            try {
                retryWhileDatabaseUnavailable(() -> {
                    apply(IncomingEvent.of(waiting.record()), topic);
                    parked.remove(waiting.id());
                    return waiting;
                });
            } catch (RuntimeException e) {
                if (isStopping()) {
                    throw e;
                }
                LOG.errorf(e, "A handler refused the record at %s", place(waiting.record()));
                retryWhileDatabaseUnavailable(
                        () -> parked.refused(waiting.id(), rootOf(e).getClass().getName()));
                return;
            }
            next = retryWhileDatabaseUnavailable(() -> parked.nextWaiting(topic, ticketId));
        }
    }

    private Outcome take(IncomingEvent event, ConsumerRecord<String, byte[]> record) {
        var outcome = apply(event, record.topic());
        if (outcome == Outcome.WAITS) {
            LOG.warnf("The record at %s waits: an earlier event of its ticket has not come", place(record));
            parked.add(record, ParkedRecord.Reason.OUT_OF_ORDER, "An earlier event of the ticket has not come");
        }
        return outcome;
    }

    private Outcome apply(IncomingEvent event, String topic) {
        return jdbi.withHandle(handle -> {
            var last = lastVersion(handle, topic, event.ticketId());
            if (event.version() <= last) {
                return Outcome.KNOWN;
            }
            if (event.version() > last + 1) {
                return Outcome.WAITS;
            }
            var unknown = handle.createUpdate("insert into inbox (event_id) values (:id) on conflict do nothing")
                    .bind("id", event.id())
                    .execute();
            if (unknown == 1) {
                handler(topic).on(event);
            }
            advance(handle, topic, event.ticketId(), event.version());
            return Outcome.TOOK_EFFECT;
        });
    }

    private EventHandler handler(String topic) {
        var handler = handlers.get(topic);
        if (handler == null) {
            throw new IllegalStateException("Nobody handles the topic " + topic);
        }
        return handler;
    }

    /** Locks the ticket's place, so that two readers of one ticket (a rebalance, a replay) cannot both be the next. */
    private static long lastVersion(Handle handle, String topic, UUID ticketId) {
        handle.createUpdate("""
                        insert into inbox_version (topic, ticket_id, version) values (:topic, :ticketId, 0)
                        on conflict do nothing
                        """).bind("topic", topic).bind("ticketId", ticketId).execute();
        return handle.createQuery(
                        "select version from inbox_version where topic = :topic and ticket_id = :ticketId for update")
                .bind("topic", topic)
                .bind("ticketId", ticketId)
                .mapTo(Long.class)
                .one();
    }

    private static void advance(Handle handle, String topic, UUID ticketId, long version) {
        handle.createUpdate(
                        "update inbox_version set version = :version where topic = :topic and ticket_id = :ticketId")
                .bind("version", version)
                .bind("topic", topic)
                .bind("ticketId", ticketId)
                .execute();
    }

    private void parked(ConsumerRecord<String, byte[]> record, ParkedRecord.Reason reason, String detail) {
        LOG.warnf("The record at %s is set aside: %s", place(record), reason);
        retryWhileDatabaseUnavailable(() -> {
            parked.add(record, reason, detail);
            return reason;
        });
    }

    /** Runs the work in a transaction of its own, again and again while only the database is in the way. */
    private <T> T retryWhileDatabaseUnavailable(Supplier<T> work) {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                return QuarkusTransaction.requiringNew().call(work::get);
            } catch (RuntimeException e) {
                if (!TransientDatabaseErrors.isIn(e)) {
                    throw e;
                }
                LOG.warnf(
                        "The database is in the way, trying again in %s: %s",
                        pause, rootOf(e).getClass().getName());
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void pause(Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "/" + record.partition() + "/" + record.offset();
    }

    /** The service ends while the database is away; the record is read again after the start. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
