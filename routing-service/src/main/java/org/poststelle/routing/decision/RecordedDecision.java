package org.poststelle.routing.decision;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.Decision.Undecided;

/** A decision as it stands in the ticket's history: never changed. */
@Entity
@Immutable
@Table(name = "decision")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class RecordedDecision {

    /** Who decided. */
    public enum DecidedBy {
        RULE,
        COORDINATOR
    }

    @Id
    private UUID id;

    private UUID ticketId;
    private int hop;

    @Enumerated(EnumType.STRING)
    private DecidedBy decidedBy;

    private @Nullable String authority;
    private @Nullable String legalAuthority;

    @Enumerated(EnumType.STRING)
    private @Nullable Reason reason;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Explanation.Step> explanation;

    private @Nullable String coordinator;
    private @Nullable String note;
    private Instant decidedAt;

    /** For Hibernate. */
    protected RecordedDecision() {}

    /**
     * @param hop which forwarding it is for, from 1; a coordinator's decision has that of the undecided one it resolves
     * @param coordinator the user who decided, where it was one
     * @param note what the coordinator wrote beside it; stays in this service
     */
    RecordedDecision(
            UUID id,
            UUID ticketId,
            int hop,
            Decision outcome,
            @Nullable String coordinator,
            @Nullable String note,
            Instant decidedAt) {
        this.id = id;
        this.ticketId = ticketId;
        this.hop = hop;
        this.decidedBy = coordinator == null ? DecidedBy.RULE : DecidedBy.COORDINATOR;
        this.explanation = outcome.explanation().steps();
        this.coordinator = coordinator;
        this.note = note;
        this.decidedAt = decidedAt;
        switch (outcome) {
            case Decided decided -> {
                this.authority = decided.authority();
                this.legalAuthority = decided.legalAuthority();
            }
            case Undecided undecided -> this.reason = undecided.reason();
        }
    }

    UUID id() {
        return id;
    }

    int hop() {
        return hop;
    }

    DecidedBy decidedBy() {
        return decidedBy;
    }

    Decision outcome() {
        var why = new Explanation(explanation);
        return reason == null
                ? new Decided(Objects.requireNonNull(authority), Objects.requireNonNull(legalAuthority), why)
                : new Undecided(reason, why);
    }

    /** The user who decided, where it was a coordinator. */
    @Nullable
    String coordinator() {
        return coordinator;
    }

    @Nullable
    String note() {
        return note;
    }

    Instant decidedAt() {
        return decidedAt;
    }

    /** What the other services learn of it; {@code serviceKey} and {@code regionKey} are those that it was decided for. */
    RoutingEvent event(String serviceKey, String regionKey) {
        return switch (outcome()) {
            case Decided decided ->
                new RoutingEvent.Decided(
                        ticketId, id, decided.authority(), hop, serviceKey, regionKey, decidedBy, decidedAt);
            case Undecided undecided -> new RoutingEvent.Undecided(ticketId, id, hop, undecided.reason(), decidedAt);
        };
    }
}
