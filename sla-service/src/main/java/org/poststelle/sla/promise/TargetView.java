package org.poststelle.sla.promise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.policy.Target;

/**
 * What should happen in time on the way to the answer.
 *
 * @param authority who had the ticket when it began; absent while nobody had
 * @param since when it began
 * @param dueAt the last instant at which it is in time
 * @param until when it happened, or was no longer to be expected; absent while it is awaited
 * @param missed whether it was announced that it did not happen in time
 */
record TargetView(
        Target target,
        @Nullable String authority,
        Instant since,
        Instant dueAt,
        @Nullable Instant until,
        boolean missed) {

    static TargetView of(TargetTime time) {
        return new TargetView(time.target(), time.authority(), time.since(), time.dueAt(), time.until(), time.missed());
    }
}
