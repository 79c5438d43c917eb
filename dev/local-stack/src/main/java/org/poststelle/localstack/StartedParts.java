package org.poststelle.localstack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What has been started, to be closed in reverse order. Closing them waits for what is being started at the moment and lets
 * nothing start afterwards: a Ctrl-C in the middle of a start leaves nothing behind.
 */
final class StartedParts implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    <T extends AutoCloseable> T start(Callable<T> starter) throws Exception {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The stack is closed");
            }
            var started = starter.call();
            synchronized (open) {
                open.push(started);
            }
            return started;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Closes everything; the first failure is thrown in the end, with the others attached to it. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            var failures = new IllegalStateException("The stack did not stop cleanly");
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) {
                    failures.addSuppressed(e);
                }
            }
            if (failures.getSuppressed().length > 0) {
                throw failures;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
