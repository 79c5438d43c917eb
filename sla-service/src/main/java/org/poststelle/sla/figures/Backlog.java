package org.poststelle.sla.figures;

import java.time.Instant;
import java.util.List;

/**
 * Enquiries that are not answered yet, by how long the citizens wait already.
 *
 * @param at when they were counted
 * @param rows by authority, the one with the most enquiries first; up to a thousand
 */
record Backlog(Instant at, List<Waiting> rows) {

    static final int MOST_ROWS = 1_000;

    /**
     * The enquiries that an authority had last.
     *
     * @param authority empty for enquiries that nobody has had
     * @param upToOneDay how many came in within the last 24 hours
     * @param upToThreeDays how many came in before, but within the last three days
     * @param upToOneWeek how many came in before that, but within the last seven days
     * @param longer how many came in even earlier
     * @param overdue for how many of all these the promise is broken
     */
    record Waiting(
            String authority, long upToOneDay, long upToThreeDays, long upToOneWeek, long longer, long overdue) {}
}
