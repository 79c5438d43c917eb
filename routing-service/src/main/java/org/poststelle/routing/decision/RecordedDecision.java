package org.poststelle.routing.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Undecided;

/**
 * A decision as it stands in the ticket's history.
 *
 * @param hop which forwarding it is for, from 1; a coordinator's decision has that of the undecided one it makes good
 * @param coordinator the user who decided, where it was one
 * @param note what the coordinator wrote beside it; stays in this service
 */
record RecordedDecision(
        UUID id,
        UUID ticketId,
        int hop,
        Decision outcome,
        @Nullable String coordinator,
        @Nullable String note,
        Instant decidedAt) {

    enum DecidedBy {
        RULE,
        COORDINATOR
    }

    DecidedBy decidedBy() {
        return coordinator == null ? DecidedBy.RULE : DecidedBy.COORDINATOR;
    }

    boolean isUndecided() {
        return outcome instanceof Undecided;
    }

    /** What the other services learn of it. */
    RoutingEvent event() {
        return switch (outcome) {
            case Decided decided ->
                new RoutingEvent.Decided(ticketId, id, decided.authority(), hop, decidedBy(), decidedAt);
            case Undecided undecided -> new RoutingEvent.Undecided(ticketId, id, hop, undecided.reason(), decidedAt);
        };
    }
}
