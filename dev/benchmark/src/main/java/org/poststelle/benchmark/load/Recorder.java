package org.poststelle.benchmark.load;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Takes note of every unit while a cell runs; used by many threads. */
public final class Recorder {

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final LongAdder failures = new LongAdder();

    /** A unit that began at this {@link System#nanoTime()} is finished now. */
    public void finished(long beganAt) {
        nanos.add(System.nanoTime() - beganAt);
    }

    public void failed() {
        failures.increment();
    }

    public Latencies latencies() {
        return Latencies.of((Collection<Long>) nanos);
    }

    public long failures() {
        return failures.sum();
    }
}
