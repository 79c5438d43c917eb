package org.poststelle.sla.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.ServiceTime;
import org.poststelle.sla.calendar.SkippedDay;

/**
 * When an answer is due, and why then.
 *
 * @param serviceTime how much service there is until the due time, where the mode says so
 * @param countedFrom when the clock started: the receipt, or the next opening for one outside service hours
 * @param dueAt the last instant at which an answer is in time
 * @param skippedDays the days on which the clock did not run
 * @param times when it ran
 * @param escalation who is told when that the answer is still awaited
 */
public record Deadline(
        Mode mode,
        @Nullable Duration serviceTime,
        Instant receivedAt,
        Instant countedFrom,
        Instant dueAt,
        List<SkippedDay> skippedDays,
        List<ServiceTime> times,
        List<Escalation> escalation) {}
