package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.policy.Escalation;
import org.poststelle.sla.policy.Mode;
import org.poststelle.sla.promise.Deadlines.Reckoned;

/**
 * What would be promised, so that the agent can tell the caller before there is a ticket.
 *
 * @param policy what "within 24 hours" is taken to mean
 * @param serviceTime how much service time is promised, where the policy says so
 * @param policyVersion which version of the centre's policy says so; 0 for that of the installation
 * @param countedFrom when the clock would start
 * @param escalation who would be told when that the answer is still awaited
 */
record QuoteView(
        String regionKey,
        Mode policy,
        @Nullable Duration serviceTime,
        long policyVersion,
        Instant receivedAt,
        Instant countedFrom,
        Instant dueAt,
        List<Escalation> escalation,
        Explanation explanation) {

    static QuoteView of(String regionKey, Reckoned reckoned, Locale language) {
        var deadline = reckoned.deadline();
        return new QuoteView(
                regionKey,
                deadline.mode(),
                deadline.serviceTime(),
                reckoned.policyVersion(),
                deadline.receivedAt(),
                deadline.countedFrom(),
                deadline.dueAt(),
                deadline.escalation(),
                Explanation.of(
                        deadline.mode(),
                        deadline.serviceTime(),
                        regionKey,
                        deadline.receivedAt(),
                        deadline.countedFrom(),
                        deadline.skippedDays(),
                        deadline.times(),
                        List.of(),
                        language));
    }
}
