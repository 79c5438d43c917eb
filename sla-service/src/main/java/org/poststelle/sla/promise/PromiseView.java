package org.poststelle.sla.promise;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.policy.Policy;

/**
 * A promise as staff see it, with the reasons for its due time in their language.
 *
 * @param countedFrom when the clock started
 * @param settledAt when it was met, breached or withdrawn; absent while it runs
 */
record PromiseView(
        UUID ticketId,
        String reference,
        PromiseState state,
        Policy policy,
        Instant receivedAt,
        Instant countedFrom,
        Instant dueAt,
        @Nullable Instant settledAt,
        Explanation explanation) {

    static PromiseView of(PromiseDetails promise, Locale language) {
        return new PromiseView(
                promise.ticketId(),
                promise.reference(),
                promise.state(),
                promise.policy(),
                promise.receivedAt(),
                promise.countedFrom(),
                promise.dueAt(),
                promise.settledAt(),
                Explanation.of(
                        promise.policy(),
                        promise.regionKey(),
                        promise.receivedAt(),
                        promise.countedFrom(),
                        promise.skippedDays(),
                        language));
    }
}
