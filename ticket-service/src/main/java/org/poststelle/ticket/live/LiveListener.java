package org.poststelle.ticket.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.model.TicketQueue;

/**
 * One who watches. What is told goes out in order and without waiting; who takes too little of it is dropped and can come again with
 * the id of the last event. Safe for use by several threads.
 */
class LiveListener {

    /** So many events may be on their way to one listener: what was missed, and what happens meanwhile. */
    static final int BUFFER = 2_000;

    private final AccessScope scope;
    private final Watched watched;
    private final Instant expiresAt;
    private final Connection connection;

    private @Nullable List<TicketChange> early = new ArrayList<>();
    private ChangePosition last = ChangePosition.before(0);

    // what came of an event is told by the threads of the connection, which must not wait for those that send

    private final AtomicInteger unsent = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param scope whose changes are told
     * @param expiresAt when the token ends, and with it the stream
     */
    LiveListener(AccessScope scope, Watched watched, Instant expiresAt, Connection connection) {
        this.scope = scope;
        this.watched = watched;
        this.expiresAt = expiresAt;
        this.connection = connection;
    }

    /**
     * Which of the changes are wanted.
     *
     * @param ticketId only those of this ticket
     * @param queue only those of tickets that are in this queue, or left it
     */
    record Watched(@Nullable UUID ticketId, @Nullable TicketQueue queue) {

        boolean includes(TicketChange change) {
            return (ticketId == null || ticketId.equals(change.ticketId()))
                    && (queue == null || change.concerns(queue));
        }
    }

    /** Where events go. */
    interface Connection {

        /** Sends a change; the stage ends when it has left this process. */
        CompletionStage<?> send(TicketChange change);

        /** Sends an event about the stream itself. */
        CompletionStage<?> send(ChangePosition position, String name);

        /** Sends something that no reader takes for an event. */
        CompletionStage<?> sendHeartbeat();

        /** Whether the other side has gone. */
        boolean isClosed();

        /** Ends the stream after what was sent. */
        void end();

        /** Ends the connection at once, whatever is on its way. */
        void abort();
    }

    String grantee() {
        return scope.key();
    }

    AccessScope scope() {
        return scope;
    }

    boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }

    boolean isClosed() {
        return closed.get() || connection.isClosed();
    }

    /**
     * Tells what was missed, and then what came meanwhile.
     *
     * @param missed nothing where that is not known: the listener has to read everything anew
     * @param until the transaction before which that is all
     */
    synchronized void begin(Optional<List<TicketChange>> missed, long until) {
        var waiting = early == null ? List.<TicketChange>of() : early;
        early = null;
        missed.ifPresent(changes -> changes.forEach(this::tell));
        last = ChangePosition.before(until);
        send(() -> connection.send(last, missed.isPresent() ? "ready" : "reset"));
        waiting.forEach(this::tellNew);
    }

    /** Tells a change, unless it is not wanted or was told already. */
    synchronized void tellNew(TicketChange change) {
        if (early != null) {
            early.add(change);
            if (early.size() > BUFFER) {
                drop();
            }
        } else if (change.position().compareTo(last) > 0) {
            last = change.position();
            tell(change);
        }
    }

    synchronized void keepAlive() {
        if (early == null) {
            send(connection::sendHeartbeat);
        }
    }

    void end() {
        if (closed.compareAndSet(false, true)) {
            connection.end();
        }
    }

    private void tell(TicketChange change) {
        if (watched.includes(change)) {
            send(() -> connection.send(change));
        }
    }

    private void send(Supplier<CompletionStage<?>> sending) {
        if (isClosed()) {
            return;
        }
        if (unsent.get() >= BUFFER) {
            drop();
            return;
        }
        unsent.incrementAndGet();
        try {
            var _ = sending.get().whenComplete((_, failure) -> sent(failure));
        } catch (RuntimeException e) {
            sent(e); // the other side has just gone, which is no reason to tell the others less
        }
    }

    private void sent(@Nullable Throwable failure) {
        unsent.decrementAndGet();
        if (failure != null) {
            drop();
        }
    }

    private void drop() {
        if (closed.compareAndSet(false, true)) {
            connection.abort();
        }
    }
}
