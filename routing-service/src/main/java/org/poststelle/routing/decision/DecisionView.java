package org.poststelle.routing.decision;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller;
import org.poststelle.routing.decision.RecordedDecision.DecidedBy;

/** A decision as its reader may see it. */
public record DecisionView(
        UUID decisionId,
        int hop,
        DecidedBy decidedBy,
        Route outcome,
        @Nullable String note,
        Instant decidedAt) {

    /** The decision in the reader's language. */
    public static DecisionView of(RecordedDecision decision, Caller reader, Locale language) {
        return new DecisionView(
                decision.id(),
                decision.hop(),
                decision.decidedBy(),
                Route.of(decision.outcome(), language),
                RoutingPolicy.visibleNote(reader, decision.note()),
                decision.decidedAt());
    }
}
