package org.poststelle.benchmark.load;

import java.time.Duration;
import java.util.Collection;

/** How long units took, shortest first. */
public final class Latencies {

    private final long[] sorted;

    private Latencies(long[] sorted) {
        this.sorted = sorted;
    }

    /** Of durations in nanoseconds, in any order. */
    public static Latencies of(Collection<Long> nanos) {
        return new Latencies(nanos.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    public int count() {
        return sorted.length;
    }

    /**
     * The smallest duration that this share of all units did not exceed ("nearest rank").
     *
     * @param share between 0 and 1
     */
    public Duration percentile(double share) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        var rank = (int) Math.ceil(share * sorted.length);
        return Duration.ofNanos(sorted[Math.clamp(rank, 1, sorted.length) - 1]);
    }
}
