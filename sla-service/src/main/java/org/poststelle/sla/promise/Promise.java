package org.poststelle.sla.promise;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.Aggregate;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.sla.calendar.SkippedDay;
import org.poststelle.sla.policy.Deadline;
import org.poststelle.sla.policy.Policy;
import org.poststelle.sla.promise.SlaEvent.Breached;
import org.poststelle.sla.promise.SlaEvent.Met;
import org.poststelle.sla.promise.SlaEvent.Promised;
import org.poststelle.sla.promise.SlaEvent.Withdrawn;

/**
 * What was promised for a ticket. The due time never moves; what becomes of the promise is decided by when things happened, not by
 * when they were heard of: an answer given in time keeps it even if the breach was announced meanwhile.
 */
@Entity
@DynamicUpdate
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class Promise extends Aggregate {

    @Id
    private UUID ticketId;

    private String reference;
    private String centre;
    private String regionKey;

    @Enumerated(EnumType.STRING)
    private Policy policy;

    private Instant receivedAt;
    private Instant countedFrom;
    private Instant dueAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<SkippedDay> skippedDays;

    @Enumerated(EnumType.STRING)
    private PromiseState state;

    private @Nullable Instant settledAt;

    @OptimisticLock(excluded = true)
    private List<String> grantees;

    /** For Hibernate. */
    protected Promise() {}

    Promise(UUID ticketId, String reference, String centre, String regionKey, Deadline deadline) {
        this.ticketId = ticketId;
        this.reference = reference;
        this.centre = centre;
        this.regionKey = regionKey;
        this.policy = deadline.policy();
        this.receivedAt = deadline.receivedAt();
        this.countedFrom = deadline.countedFrom();
        this.dueAt = deadline.dueAt();
        this.skippedDays = deadline.skippedDays();
        this.state = PromiseState.RUNNING;
        this.grantees = List.of(AccessScope.ofCentre(centre).key());
    }

    /** What is told of a new promise. */
    Promised promised(Instant at) {
        return new Promised(ticketId, policy, receivedAt, dueAt, at);
    }

    /** The citizen got feedback at that instant. Empty when it came too late or nothing was open. */
    Optional<Met> meet(Instant feedbackAt) {
        return settle(PromiseState.MET, feedbackAt)
                ? Optional.of(new Met(ticketId, dueAt, feedbackAt))
                : Optional.empty();
    }

    /** The enquiry was withdrawn at that instant. Empty when the promise had been broken by then or nothing was open. */
    Optional<Withdrawn> withdraw(Instant withdrawnAt) {
        return settle(PromiseState.WITHDRAWN, withdrawnAt)
                ? Optional.of(new Withdrawn(ticketId, dueAt, withdrawnAt))
                : Optional.empty();
    }

    /** The due time has passed, and it is announced at that instant. */
    Breached breach(Instant announcedAt) {
        state = PromiseState.BREACHED;
        settledAt = announcedAt;
        return new Breached(ticketId, dueAt, announcedAt);
    }

    /** The authority has the ticket now, and may see the promise from now on. */
    void grant(String authority) {
        var key = AccessScope.ofAuthority(authority).key();
        if (!grantees.contains(key)) {
            grantees = new ArrayList<>(grantees);
            grantees.add(key);
        }
    }

    UUID ticketId() {
        return ticketId;
    }

    String centre() {
        return centre;
    }

    Instant dueAt() {
        return dueAt;
    }

    PromiseState state() {
        return state;
    }

    /** When the state was reached that is no longer {@code RUNNING}. */
    @Nullable
    Instant settledAt() {
        return settledAt;
    }

    /** As people read it. */
    PromiseDetails details() {
        return new PromiseDetails(
                ticketId,
                reference,
                centre,
                regionKey,
                policy,
                receivedAt,
                countedFrom,
                dueAt,
                skippedDays,
                state,
                settledAt,
                grantees);
    }

    private boolean settle(PromiseState outcome, Instant at) {
        var open = switch (state) {
            case RUNNING, BREACHED -> !at.isAfter(dueAt);
            case MET, WITHDRAWN -> false;
        };
        if (open) {
            state = outcome;
            settledAt = at;
        }
        return open;
    }
}
