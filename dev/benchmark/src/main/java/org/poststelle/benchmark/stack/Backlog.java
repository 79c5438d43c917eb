package org.poststelle.benchmark.stack;

/**
 * What is waiting at a moment.
 *
 * @param consumerLag records that consumers have not committed; they commit once a second
 * @param outboxRows events that are not published yet
 * @param mailJobs emails that are not sent yet
 * @param parkedRecords dead letters; there should be none
 */
public record Backlog(long consumerLag, long outboxRows, long mailJobs, long parkedRecords) {

    /** Whether all that was begun is finished. */
    public boolean isEmpty() {
        return consumerLag == 0 && outboxRows == 0 && mailJobs == 0;
    }
}
