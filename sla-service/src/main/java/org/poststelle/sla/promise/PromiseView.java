package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.policy.Escalation;
import org.poststelle.sla.policy.Mode;

/**
 * A promise as staff see it, with the reasons for its due time in their language.
 *
 * @param policy what "within 24 hours" was taken to mean
 * @param serviceTime how much service time was promised, where the policy says so
 * @param policyVersion which version of the centre's policy it was promised under; 0 for that of the installation
 * @param countedFrom when the clock started
 * @param escalation who is told when that the answer is still awaited
 * @param targets what should happen in time on the way to the answer, by the policy
 * @param earlier what was promised before the ticket was reopened
 * @param settledAt when it was met, breached or withdrawn; absent while it runs
 */
record PromiseView(
        UUID ticketId,
        String reference,
        PromiseState state,
        Mode policy,
        @Nullable Duration serviceTime,
        long policyVersion,
        Instant receivedAt,
        Instant countedFrom,
        Instant dueAt,
        @Nullable Instant settledAt,
        List<Escalation> escalation,
        List<TargetView> targets,
        List<EarlierPromise> earlier,
        Explanation explanation) {

    static PromiseView of(PromiseDetails promise, Locale language) {
        return new PromiseView(
                promise.ticketId(),
                promise.reference(),
                promise.state(),
                promise.mode(),
                promise.serviceTime(),
                promise.policyVersion(),
                promise.receivedAt(),
                promise.countedFrom(),
                promise.dueAt(),
                promise.settledAt(),
                promise.escalation(),
                promise.targets().stream().map(TargetView::of).toList(),
                promise.earlier(),
                Explanation.of(
                        promise.mode(),
                        promise.serviceTime(),
                        promise.regionKey(),
                        promise.receivedAt(),
                        promise.countedFrom(),
                        promise.skippedDays(),
                        promise.times(),
                        promise.pauses(),
                        language));
    }
}
