package org.poststelle.routing.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Tells those who keep a copy of the directory which version there is to copy. */
@ApplicationScoped
public class DirectoryVersions {

    private final Directory directory;
    private final TransactionSynchronizationRegistry transaction;
    private final AtomicLong committedHere = new AtomicLong();

    DirectoryVersions(Directory directory, TransactionSynchronizationRegistry transaction) {
        this.directory = directory;
        this.transaction = transaction;
    }

    /** The version that the transaction sees in the database; 0 before the first change. */
    public long stored() {
        return directory.version();
    }

    /** The version that the transaction itself has made and that nobody else sees yet, if it has changed the directory. */
    public OptionalLong uncommitted() {
        return transaction.getResource(this) instanceof Long version ? OptionalLong.of(version) : OptionalLong.empty();
    }

    /** Grows whenever this process has committed a change. Other processes notice it by {@link #stored()} only. */
    public long committedHere() {
        return committedHere.get();
    }

    /** The transaction has made that version. */
    void changed(long version) {
        if (uncommitted().isEmpty()) {
            transaction.registerInterposedSynchronization(new AfterCommit());
        }
        transaction.putResource(this, version);
    }

    private final class AfterCommit implements Synchronization {

        @Override
        public void beforeCompletion() {
            // only what is committed counts
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                committedHere.incrementAndGet();
            }
        }
    }
}
