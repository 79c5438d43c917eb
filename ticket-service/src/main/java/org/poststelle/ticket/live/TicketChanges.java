package org.poststelle.ticket.live;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.model.TicketQueue;
import org.poststelle.ticket.model.TicketState;

/**
 * What happened to tickets during the last day, in an order that never grows at an earlier place: only transactions before which
 * none is running are read. Each method is a transaction of its own.
 */
@ApplicationScoped
class TicketChanges {

    private static final int KEEP_HOURS = 24;
    private static final int PURGE_BATCH = 1_000;

    /** In one round; there may be more where a transaction alone wrote more. */
    private static final int BATCH = 1_000;

    private static final String TOLD = """
            select c.transaction_id, c.number, c.type, a.grantee, a.queue, a.former_queue, t.id, t.reference, t.state, t.version
            from ticket_change c
            join ticket_access a on a.ticket_id = c.ticket_id and a.grantee in (:grantees)
                                and (a.told_until is null or c.entry <= a.told_until)
            join ticket t on t.id = c.ticket_id
            where (c.transaction_id, c.number) > (:transaction, :number) and c.transaction_id < :until
            order by c.transaction_id, c.number
            """;

    private final Session session;

    TicketChanges(Session session) {
        this.session = session;
    }

    /**
     * Changes that were read in one go.
     *
     * @param until the transaction before which everything was read
     * @param hasMore whether there may be more to read at once
     */
    record Batch(List<TicketChange> changes, long until, boolean hasMore) {}

    /** The transaction before which all have ended; new changes come after that. */
    long bound() {
        return inTransaction(AccessScope.SERVICE, this::readBound);
    }

    /** What was changed from a transaction on, for some grantees. */
    Batch since(long transaction, Set<String> grantees) {
        return inTransaction(AccessScope.SERVICE, () -> {
            var bound = readBound();
            var until = session.createNativeQuery("""
                            select transaction_id + 1 as until from ticket_change
                            where transaction_id >= :since and transaction_id < :bound
                            order by transaction_id offset :batch limit 1
                            """, Long.class)
                    .addScalar("until", Long.class)
                    .setParameter("since", transaction)
                    .setParameter("bound", bound)
                    .setParameter("batch", BATCH - 1)
                    .uniqueResultOptional();
            return new Batch(
                    told(ChangePosition.before(transaction), until.orElse(bound), grantees)
                            .getResultList(),
                    until.orElse(bound),
                    until.isPresent());
        });
    }

    /**
     * What one grantee is told of what happened after a place.
     *
     * @param until the transaction before which it happened
     * @param limit so many at most
     * @return nothing where it is not known any more, or that is more than the limit
     */
    Optional<List<TicketChange>> missed(ChangePosition seen, long until, AccessScope scope, int limit) {
        if (seen.transaction() > until || !inTransaction(AccessScope.SERVICE, () -> isKept(seen))) {
            return Optional.empty();
        }
        var missed = inTransaction(
                scope,
                () -> told(seen, until, Set.of(scope.key()))
                        .setMaxResults(limit + 1)
                        .getResultList());
        return missed.size() > limit ? Optional.empty() : Optional.of(missed);
    }

    /** Whether nothing after the place was purged: something before it is still there. */
    private boolean isKept(ChangePosition seen) {
        return session.createNativeQuery("""
                        select exists (select from ticket_change
                                       where (transaction_id, number) <= (:transaction, :number)) as kept
                        """, Boolean.class)
                .addScalar("kept", Boolean.class)
                .setParameter("transaction", seen.transaction())
                .setParameter("number", seen.number())
                .getSingleResult();
    }

    private long readBound() {
        return session.createNativeQuery(
                        "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint) as bound",
                        Long.class)
                .addScalar("bound", Long.class)
                .getSingleResult();
    }

    private NativeQuery<TicketChange> told(ChangePosition after, long until, Set<String> grantees) {
        return session.createNativeQuery(TOLD, Object[].class)
                .addScalar("transaction_id", Long.class)
                .addScalar("number", Long.class)
                .addScalar("type", String.class)
                .addScalar("grantee", String.class)
                .addScalar("queue", String.class)
                .addScalar("former_queue", String.class)
                .addScalar("id", UUID.class)
                .addScalar("reference", String.class)
                .addScalar("state", String.class)
                .addScalar("version", Long.class)
                .setParameter("transaction", after.transaction())
                .setParameter("number", after.number())
                .setParameter("until", until)
                .setParameterList("grantees", grantees)
                .setTupleTransformer((row, _) -> new TicketChange(
                        new ChangePosition((long) row[0], (long) row[1]),
                        (String) row[2],
                        (String) row[3],
                        TicketQueue.valueOf((String) row[4]),
                        queue((@Nullable String) row[5]),
                        (UUID) row[6],
                        (String) row[7],
                        TicketState.valueOf((String) row[8]),
                        (long) row[9]));
    }

    private static @Nullable TicketQueue queue(@Nullable String name) {
        return name == null ? null : TicketQueue.valueOf(name);
    }

    private static <T> T inTransaction(AccessScope scope, Supplier<T> work) {
        return scope.call(() -> QuarkusTransaction.requiringNew().call(work::get));
    }

    /** The oldest come first in the table's key, so only as many are looked at as are deleted. */
    @Scheduled(
            every = "1m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void purgeExpired() {
        int purged;
        do {
            purged = inTransaction(AccessScope.SERVICE, this::purgeOldest);
        } while (purged == PURGE_BATCH);
    }

    private int purgeOldest() {
        return session.createNativeMutationQuery("""
                        with oldest as (
                            select transaction_id, number, written_at from ticket_change
                            order by transaction_id, number limit :batch)
                        delete from ticket_change c using oldest o
                        where c.transaction_id = o.transaction_id and c.number = o.number
                          and o.written_at < statement_timestamp() - make_interval(hours => :hours)
                        """)
                .setParameter("batch", PURGE_BATCH)
                .setParameter("hours", KEEP_HOURS)
                .executeUpdate();
    }
}
