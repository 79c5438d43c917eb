package org.poststelle.sla.promise;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.Timeouts;
import org.hibernate.jpa.SpecHints;
import org.jspecify.annotations.Nullable;

/** The promises, one per ticket, as far as the transaction's access scope may see them. */
@ApplicationScoped
class Promises implements PanacheRepositoryBase<Promise, UUID> {

    /** Compared with the time of the statement: {@code clock_timestamp()} may change from row to row, so no index answers it. */
    static final String OVERDUE =
            "from Promise where state = RUNNING and dueAt < function('statement_timestamp' as Instant) order by dueAt";

    /** Who has broken a promise need not be warned of it, also while many of those wait for their announcement. */
    static final String TO_WARN =
            "from Promise where state = RUNNING and warnNextAt < function('statement_timestamp' as Instant) "
                    + "and dueAt >= function('statement_timestamp' as Instant) order by warnNextAt";

    static final String TARGETS =
            "from Promise where targetNextAt < function('statement_timestamp' as Instant) order by targetNextAt";

    private static final String DETAILS = """
            select ticketId, reference, centre, regionKey, mode, serviceTime, policyVersion, receivedAt, countedFrom, dueAt,
                   skippedDays, times, escalation, targets, hops, pauses, earlier, state, settledAt, grantees
            from Promise
            """;

    private final Session session;

    Promises(Session session) {
        this.session = session;
    }

    /** The place of a promise in the order of the lists. */
    record Place(Instant dueAt, UUID ticketId) {

        private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");
        static final Place BEFORE_ALL = new Place(Instant.EPOCH, new UUID(0, 0));

        /** @throws IllegalArgumentException for a time that no promise is due at; the database cannot even hold all of them */
        Place {
            if (dueAt.isBefore(Instant.EPOCH) || dueAt.isAfter(END_OF_TIME)) {
                throw new IllegalArgumentException("No promise is due at " + dueAt);
            }
        }
    }

    /** Reads the promise for a change: nobody else changes it until the transaction ends. Writes an earlier change before. */
    Optional<Promise> lock(UUID ticketId) {
        var found = findByIdOptional(ticketId, LockModeType.PESSIMISTIC_WRITE);
        if (found.filter(Promise::hasUnwrittenEvent).isPresent()) {
            flush();
        }
        return found;
    }

    /** The same for many in one query; {@link #lock} then finds them at hand. */
    void lockAll(Set<UUID> ticketIds) {
        find("ticketId in ?1 order by ticketId", ticketIds)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /**
     * Locks promises whose due time has passed by the clock of the database, the longest overdue first. Those that another replica
     * works on are left to it.
     */
    List<Promise> lockOverdue(int limit) {
        return lockWaiting(OVERDUE, limit);
    }

    /** The same for promises that are to be warned of. */
    List<Promise> lockToWarn(int limit) {
        return lockWaiting(TO_WARN, limit);
    }

    /** The same for promises with a target of which somebody is to be told. */
    List<Promise> lockTargets(int limit) {
        return lockWaiting(TARGETS, limit);
    }

    private List<Promise> lockWaiting(String query, int limit) {
        return session.createSelectionQuery(query, Promise.class)
                .setMaxResults(limit)
                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                .setHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                .getResultList();
    }

    /** The promise of a ticket to read. */
    Optional<PromiseDetails> details(UUID ticketId) {
        return session.createSelectionQuery(DETAILS + "where ticketId = :ticketId", PromiseDetails.class)
                .setParameter("ticketId", ticketId)
                .uniqueResultOptional();
    }

    /** The promises of a centre by due time, from after {@code after}; all states where {@code state} is null. */
    List<PromiseDetails> ofCentre(String centre, @Nullable PromiseState state, Place after, int limit) {
        var query = session.createSelectionQuery(
                        DETAILS + "where centre = :centre and (dueAt, ticketId) > (:dueAt, :ticketId) "
                                + (state == null ? "" : "and state = :state ") + "order by dueAt, ticketId",
                        PromiseDetails.class)
                .setParameter("centre", centre)
                .setParameter("dueAt", after.dueAt())
                .setParameter("ticketId", after.ticketId())
                .setMaxResults(limit);
        return (state == null ? query : query.setParameter("state", state)).getResultList();
    }

    /** How many promises are overdue and not announced yet. */
    long overdue() {
        return session.createSelectionQuery(
                        "select count(*) from Promise where state = RUNNING and "
                                + "dueAt < function('statement_timestamp' as Instant)",
                        Long.class)
                .getSingleResult();
    }

    /** The clock that decides whether a promise is overdue. */
    Instant now() {
        return session.createNativeQuery("select clock_timestamp() as now", Instant.class)
                .addScalar("now", Instant.class)
                .getSingleResult();
    }

    /**
     * Deletes promises that were settled longer ago than that.
     *
     * @param limit how many at most
     * @return how many
     */
    int purgeSettled(Duration age, int limit) {
        return session.createNativeMutationQuery("""
                        delete from promise where ticket_id in (
                            select ticket_id from promise
                            where state <> 'RUNNING' and settled_at < statement_timestamp() - make_interval(secs => :seconds)
                            order by settled_at limit :limit)
                        """)
                .setParameter("seconds", (double) age.toSeconds())
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
