package org.poststelle.routing.decision;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.routing.directory.DirectoryVersions;

/**
 * The directory that decisions are made by: in memory, read again when there is another version of it. Whether there is one is asked once
 * a second at most, so another replica's change is followed within a second; a change of this process counts at once, and a transaction
 * that has changed the directory decides by what it has changed.
 */
@ApplicationScoped
class CurrentDirectory {

    private static final long MAX_AGE = Duration.ofSeconds(1).toNanos();

    private final DirectoryVersions versions;
    private final DirectoryContent content;
    private final TransactionSynchronizationRegistry transaction;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong checkedAt = new AtomicLong();
    private volatile @Nullable Copy copy;

    /** @param committedHere of the changes of this process, how many were committed before the version was asked for */
    private record Copy(DirectoryIndex index, long committedHere) {}

    CurrentDirectory(
            DirectoryVersions versions, DirectoryContent content, TransactionSynchronizationRegistry transaction) {
        this.versions = versions;
        this.content = content;
        this.transaction = transaction;
    }

    /** Before the first ticket, so none waits for it. */
    void readAtStart(@Observes StartupEvent start) {
        AccessScope.SERVICE.run(() -> QuarkusTransaction.requiringNew().run(this::index));
    }

    /** The directory as the transaction is to see it. */
    @Transactional(TxType.MANDATORY)
    DirectoryIndex index() {
        if (versions.uncommitted().isPresent()) {
            return uncommitted(versions.uncommitted().getAsLong());
        }
        var found = copy;
        if (found != null && found.committedHere() == versions.committedHere() && !isTimeToCheck()) {
            return found.index();
        }
        return checked();
    }

    /** True for one caller in a second. */
    private boolean isTimeToCheck() {
        var now = System.nanoTime();
        var last = checkedAt.get();
        return now - last > MAX_AGE && checkedAt.compareAndSet(last, now);
    }

    private DirectoryIndex checked() {
        var committedHere = versions.committedHere();
        // before the lock: whoever holds it has a database connection already and waits for none
        var stored = versions.stored();
        reading.lock();
        try {
            var found = copy;
            var index = found != null && found.index().version() == stored
                    ? found.index()
                    : new DirectoryIndex(content.read());
            copy = new Copy(index, committedHere);
            return index;
        } finally {
            reading.unlock();
        }
    }

    /** What nobody else may see is kept with the transaction. */
    private DirectoryIndex uncommitted(long version) {
        if (transaction.getResource(this) instanceof DirectoryIndex index && index.version() == version) {
            return index;
        }
        var index = new DirectoryIndex(content.read());
        transaction.putResource(this, index);
        return index;
    }
}
