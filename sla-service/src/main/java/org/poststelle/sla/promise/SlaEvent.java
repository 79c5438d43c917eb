package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.sla.policy.Mode;
import org.poststelle.sla.policy.Recipient;
import org.poststelle.sla.policy.Target;

/** What the other services learn about promises, on the topic {@code sla}; the contracts are in the folder {@code contracts}. */
sealed interface SlaEvent extends DomainEvent {

    @Override
    default String type() {
        return "org.poststelle.sla."
                + switch (this) {
                    case Promised _ -> "promised";
                    case Warned _ -> "warned";
                    case TargetWarned _ -> "target-warned";
                    case TargetMissed _ -> "target-missed";
                    case Paused _ -> "paused";
                    case Resumed _ -> "resumed";
                    case Met _ -> "met";
                    case Unmet _ -> "unmet";
                    case Breached _ -> "breached";
                    case Withdrawn _ -> "withdrawn";
                }
                + ".v1";
    }

    /**
     * An answer has been promised for {@code dueAt}; published when the ticket is created, each time it is reopened, and when the due
     * time changes because service or region were corrected.
     *
     * @param serviceTime how much service time was promised, where the policy says so
     */
    record Promised(
            UUID ticketId,
            Mode policy,
            @Nullable Duration serviceTime,
            Instant receivedAt,
            Instant dueAt,
            Instant promisedAt)
            implements SlaEvent {}

    /**
     * The answer is still awaited when a share of the service time has passed; published once at most for each share.
     *
     * @param authority who has the ticket; null while nobody has
     * @param percent the share
     * @param recipients who is to be told
     */
    record Warned(
            UUID ticketId,
            @Nullable String authority,
            int percent,
            List<Recipient> recipients,
            Instant dueAt,
            Instant warnedAt)
            implements SlaEvent {}

    /**
     * What should happen on the way to the answer has not happened when a share of the time for it has passed; published once at most for
     * each share.
     *
     * @param authority who has, or had, the ticket; null where nobody has
     * @param percent the share
     * @param recipients who is to be told
     */
    record TargetWarned(
            UUID ticketId,
            Target target,
            @Nullable String authority,
            int percent,
            List<Recipient> recipients,
            Instant dueAt,
            Instant warnedAt)
            implements SlaEvent {}

    /**
     * It has not happened in time; published once for each time it should have.
     *
     * @param authority who has, or had, the ticket; null where nobody has
     * @param recipients who is to be told
     */
    record TargetMissed(
            UUID ticketId,
            Target target,
            @Nullable String authority,
            List<Recipient> recipients,
            Instant dueAt,
            Instant missedAt)
            implements SlaEvent {}

    /**
     * The citizen was asked something, and the clock stands still; also where a breach was announced before the question was heard of.
     *
     * @param dueAt when the feedback would be due if the citizen replied at once
     */
    record Paused(UUID ticketId, Instant dueAt, Instant pausedAt) implements SlaEvent {}

    /**
     * The clock runs again.
     *
     * @param dueAt the due time from now on: later than before by the service time of the pause
     */
    record Resumed(UUID ticketId, Instant dueAt, Instant resumedAt) implements SlaEvent {}

    /** The answer by which the promise was met did not reach the citizen: it is awaited again. */
    record Unmet(UUID ticketId, Instant dueAt, Instant undeliveredAt) implements SlaEvent {}

    /** The feedback came in time; also where a breach was announced before the feedback was heard of. */
    record Met(UUID ticketId, Instant dueAt, Instant metAt) implements SlaEvent {}

    /**
     * The due time has passed and no feedback is known; published once for each due time.
     *
     * @param authority who has the ticket; null while nobody has
     * @param recipients who is to be told
     */
    record Breached(
            UUID ticketId, @Nullable String authority, List<Recipient> recipients, Instant dueAt, Instant breachedAt)
            implements SlaEvent {}

    /** The enquiry was withdrawn in time; final, also where a breach was announced before the withdrawal was heard of. */
    record Withdrawn(UUID ticketId, Instant dueAt, Instant withdrawnAt) implements SlaEvent {}
}
