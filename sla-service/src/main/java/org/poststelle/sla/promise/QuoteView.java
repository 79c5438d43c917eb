package org.poststelle.sla.promise;

import java.time.Instant;
import java.util.Locale;
import org.poststelle.sla.policy.Deadline;
import org.poststelle.sla.policy.Policy;

/**
 * What would be promised, so that the agent can tell the caller before there is a ticket.
 *
 * @param countedFrom when the clock would start
 */
record QuoteView(
        String regionKey,
        Policy policy,
        Instant receivedAt,
        Instant countedFrom,
        Instant dueAt,
        Explanation explanation) {

    static QuoteView of(String regionKey, Deadline deadline, Locale language) {
        return new QuoteView(
                regionKey,
                deadline.policy(),
                deadline.receivedAt(),
                deadline.countedFrom(),
                deadline.dueAt(),
                Explanation.of(
                        deadline.policy(),
                        regionKey,
                        deadline.receivedAt(),
                        deadline.countedFrom(),
                        deadline.skippedDays(),
                        language));
    }
}
