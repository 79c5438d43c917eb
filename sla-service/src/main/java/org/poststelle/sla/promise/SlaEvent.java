package org.poststelle.sla.promise;

import java.time.Instant;
import java.util.UUID;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.sla.policy.Policy;

/** What the other services learn about promises, on the topic {@code sla}; the contracts are in the folder {@code contracts}. */
sealed interface SlaEvent extends DomainEvent {

    @Override
    default String type() {
        return "org.poststelle.sla."
                + switch (this) {
                    case Promised _ -> "promised";
                    case Met _ -> "met";
                    case Breached _ -> "breached";
                    case Withdrawn _ -> "withdrawn";
                }
                + ".v1";
    }

    /** An answer has been promised for {@code dueAt}; published once per ticket. */
    record Promised(UUID ticketId, Policy policy, Instant receivedAt, Instant dueAt, Instant promisedAt)
            implements SlaEvent {}

    /** The feedback came in time; final, also where a breach was announced before the feedback was heard of. */
    record Met(UUID ticketId, Instant dueAt, Instant metAt) implements SlaEvent {}

    /** The due time has passed and no feedback is known; published once at most. */
    record Breached(UUID ticketId, Instant dueAt, Instant breachedAt) implements SlaEvent {}

    /** The enquiry was withdrawn in time; final, also where a breach was announced before the withdrawal was heard of. */
    record Withdrawn(UUID ticketId, Instant dueAt, Instant withdrawnAt) implements SlaEvent {}
}
