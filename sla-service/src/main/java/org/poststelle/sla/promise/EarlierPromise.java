package org.poststelle.sla.promise;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was promised before the ticket was reopened, and what became of it.
 *
 * @param settledAt when it was met, breached or withdrawn
 */
record EarlierPromise(
        Instant receivedAt,
        Instant dueAt,
        PromiseState state,
        @Nullable Instant settledAt,
        List<Pause> pauses) {}
