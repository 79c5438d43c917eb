package org.poststelle.messaging.inbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.messaging.persistence.TransientDatabaseErrors;

/** Transactions of the inbox, repeated while only the database is at fault. */
@ApplicationScoped
class DatabaseRetry {

    private static final Logger LOG = Logger.getLogger(DatabaseRetry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration timeout;
    private final CountDownLatch stopping = new CountDownLatch(1);

    DatabaseRetry(@ConfigProperty(name = "quarkus.transaction-manager.default-transaction-timeout") Duration timeout) {
        this.timeout = timeout;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /**
     * Runs the work in a transaction of its own: again and again while the database is unavailable, a limited number of times when
     * the work ran out of time or met others.
     *
     * @param attempts how often that may happen before it is taken for the work's own fault
     * @throws RuntimeException what the work failed with at last
     */
    <T extends @Nullable Object> T inTransaction(int attempts, Supplier<T> work) {
        var pause = FIRST_PAUSE;
        var busy = 0;
        while (true) {
            var began = System.nanoTime();
            try {
                return AccessScope.SERVICE.call(
                        () -> QuarkusTransaction.requiringNew().call(work::get));
            } catch (RuntimeException e) {
                if (!isTransient(e, began) || (!TransientDatabaseErrors.isUnavailable(e) && ++busy == attempts)) {
                    throw e;
                }
                LOG.warnf("The database is unavailable or busy, trying again in %s: %s", pause, nameOfRoot(e));
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** @param began of the transaction; one that ran out of its time fails in ways that do not say so */
    private boolean isTransient(RuntimeException e, long began) {
        return e instanceof Positions.MovedByOthersException
                || TransientDatabaseErrors.isIn(e)
                || System.nanoTime() - began >= timeout.toNanos();
    }

    /** The class of the first cause: its message may repeat what an event says. */
    static String nameOfRoot(Throwable e) {
        return e.getCause() == null ? e.getClass().getName() : nameOfRoot(e.getCause());
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

    /** The service ends while the database is unavailable; the record is read again after the start. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
