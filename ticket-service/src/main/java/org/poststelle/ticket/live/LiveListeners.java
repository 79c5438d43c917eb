package org.poststelle.ticket.live;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those who watch on this replica. One query a second finds what happened for all of them, on whichever replica it happened; while
 * nobody watches nothing is asked.
 */
@ApplicationScoped
class LiveListeners {

    /** Who missed more reads the lists anew, which is less than that. */
    private static final int MISSED = 1_000;

    private final TicketChanges changes;
    private final Clock clock;
    private final Set<LiveListener> listeners = ConcurrentHashMap.newKeySet();

    private final Lock telling = new ReentrantLock();

    /** The transaction from which on the listeners have not been told; guarded by this. */
    private long untold;

    LiveListeners(TicketChanges changes, Clock clock, MeterRegistry metrics) {
        this.changes = changes;
        this.clock = clock;
        metrics.gaugeCollectionSize("poststelle.live.listeners", List.of(), listeners);
    }

    /**
     * Tells a listener what happened after a place, and everything from now on.
     *
     * @param seen the place; none for one who begins
     */
    void begin(LiveListener listener, @Nullable ChangePosition seen) {
        // first, so that nothing is missed between what is read here and what is told to all
        add(listener);
        try {
            var until = changes.bound();
            var missed = seen == null
                    ? Optional.of(List.<TicketChange>of())
                    : changes.missed(seen, until, listener.scope(), MISSED);
            listener.begin(missed, until);
        } catch (RuntimeException e) {
            listeners.remove(listener);
            throw e;
        }
    }

    private synchronized void add(LiveListener listener) {
        if (listeners.isEmpty()) {
            untold = changes.bound();
        }
        listeners.add(listener);
    }

    /** Ends the streams whose tokens have expired, and tells the others what happened. */
    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void tellChanges() {
        var now = clock.instant();
        listeners.stream().filter(listener -> listener.isExpired(now)).forEach(LiveListener::end);
        // one after the other, so that everybody is told in order
        telling.lock();
        try {
            boolean more;
            do {
                forgetClosed();
                more = tellNext();
            } while (more);
        } finally {
            telling.unlock();
        }
    }

    /** So that proxies and readers do not take a quiet stream for a dead one. */
    @Scheduled(
            every = "15s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void keepAlive() {
        listeners.forEach(LiveListener::keepAlive);
    }

    private synchronized void forgetClosed() {
        listeners.removeIf(LiveListener::isClosed);
    }

    /** @return whether there may be more to tell at once */
    private boolean tellNext() {
        var told = untold();
        var grantees = listeners.stream().map(LiveListener::grantee).collect(toUnmodifiableSet());
        if (grantees.isEmpty()) {
            return false;
        }
        var batch = changes.since(told, grantees);
        batch.changes().forEach(this::tell);
        moveTo(told, batch.until());
        return batch.hasMore();
    }

    /** Tells a change to all who are to be told. */
    void tell(TicketChange change) {
        listeners.stream()
                .filter(listener -> listener.grantee().equals(change.grantee()))
                .forEach(listener -> listener.tellNew(change));
    }

    /** How many watch what one grantee may see. */
    long of(String grantee) {
        return listeners.stream()
                .filter(listener -> listener.grantee().equals(grantee) && !listener.isClosed())
                .count();
    }

    private synchronized long untold() {
        return untold;
    }

    /** Unless all who were told have gone and others have come meanwhile, who begin later. */
    private synchronized void moveTo(long told, long until) {
        if (untold == told) {
            untold = until;
        }
    }

    /** When the service stops: its listeners come again at another replica, and nobody waits for their requests to end. */
    void endAll() {
        listeners.forEach(LiveListener::end);
    }
}
