package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.ServiceTime;
import org.poststelle.sla.calendar.SkippedDay;
import org.poststelle.sla.policy.Escalation;
import org.poststelle.sla.policy.Mode;

/**
 * A promise to read.
 *
 * @param settledAt when the state was reached that is no longer {@code RUNNING}
 * @param grantees the access scopes that may see it: the centre, and every authority that has or had the ticket
 */
record PromiseDetails(
        UUID ticketId,
        String reference,
        String centre,
        String regionKey,
        Mode mode,
        @Nullable Duration serviceTime,
        long policyVersion,
        Instant receivedAt,
        Instant countedFrom,
        Instant dueAt,
        List<SkippedDay> skippedDays,
        List<ServiceTime> times,
        List<Escalation> escalation,
        List<TargetTime> targets,
        List<Hop> hops,
        List<Pause> pauses,
        List<EarlierPromise> earlier,
        PromiseState state,
        @Nullable Instant settledAt,
        List<String> grantees) {}
