package org.poststelle.sla.promise;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.Deadline;

/**
 * What was promised for a ticket. The due time never moves; what becomes of the promise is decided by when things happened,
 * not by when they were heard of: an answer given in time keeps it even if the breach was announced meanwhile.
 *
 * @param settledAt when the state was reached that is no longer {@code RUNNING}
 */
record Promise(
        UUID ticketId,
        String reference,
        String centre,
        String regionKey,
        Deadline deadline,
        State state,
        @Nullable Instant settledAt) {

    enum State {
        /** The answer is awaited. */
        RUNNING,
        /** The feedback came in time. */
        MET,
        /** The due time passed without feedback. A later answer does not change that. */
        BREACHED,
        /** The enquiry was withdrawn in time: nothing is owed. */
        WITHDRAWN
    }

    static Promise given(UUID ticketId, String reference, String centre, String regionKey, Deadline deadline) {
        return new Promise(ticketId, reference, centre, regionKey, deadline, State.RUNNING, null);
    }

    /** The promise kept by feedback at that instant; empty when the feedback came too late or nothing was open. */
    Optional<Promise> met(Instant feedbackAt) {
        return settled(State.MET, feedbackAt);
    }

    /** The promise lifted at that instant; empty when it had been broken by then or nothing was open. */
    Optional<Promise> withdrawn(Instant withdrawnAt) {
        return settled(State.WITHDRAWN, withdrawnAt);
    }

    private Optional<Promise> settled(State outcome, Instant at) {
        boolean open = switch (state) {
            case RUNNING, BREACHED -> !at.isAfter(deadline.dueAt());
            case MET, WITHDRAWN -> false;
        };
        return open
                ? Optional.of(new Promise(ticketId, reference, centre, regionKey, deadline, outcome, at))
                : Optional.empty();
    }
}
