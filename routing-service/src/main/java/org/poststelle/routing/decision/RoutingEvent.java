package org.poststelle.routing.decision;

import java.time.Instant;
import java.util.UUID;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.RecordedDecision.DecidedBy;

/** What routing tells the other services. The contracts are in {@code contracts/}. */
sealed interface RoutingEvent extends DomainEvent {

    /** @param serviceKey which was decided for, like {@code regionKey}; both may have been corrected since */
    record Decided(
            UUID ticketId,
            UUID decisionId,
            String authority,
            int hop,
            String serviceKey,
            String regionKey,
            DecidedBy decidedBy,
            Instant decidedAt)
            implements RoutingEvent {

        @Override
        public String type() {
            return "org.poststelle.routing.decided.v1";
        }
    }

    record Undecided(UUID ticketId, UUID decisionId, int hop, Reason reason, Instant decidedAt)
            implements RoutingEvent {

        @Override
        public String type() {
            return "org.poststelle.routing.undecided.v1";
        }
    }
}
