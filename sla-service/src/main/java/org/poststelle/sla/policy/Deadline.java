package org.poststelle.sla.policy;

import java.time.Instant;
import java.util.List;
import org.poststelle.sla.calendar.SkippedDay;

/**
 * When an answer is due, and why then.
 *
 * @param countedFrom when the clock started: the receipt, or the next opening for one outside service hours
 * @param dueAt the last instant at which an answer is in time
 * @param skippedDays the days on which the clock did not run
 */
public record Deadline(
        Policy policy, Instant receivedAt, Instant countedFrom, Instant dueAt, List<SkippedDay> skippedDays) {}
