package org.poststelle.messaging.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The table of events that wait for their publication: a queue without entities, so all of its SQL is native. */
@ApplicationScoped
class OutboxRecords {

    /** Any number will do as long as nothing else in the database uses it. */
    static final long LOCK = 0x706f7374;

    private final Session session;

    OutboxRecords(Session session) {
        this.session = session;
    }

    /** Adds all events in one statement. Their positions follow the order of the list. */
    void add(List<OutboxRecord> records) {
        session.createNativeMutationQuery("""
                        insert into outbox (id, ticket_id, version, type, centre, occurred_at, traceparent, body)
                        select id, ticket_id, version, type, centre, occurred_at, traceparent, body
                        from unnest(:ids, :ticketIds, :versions, :types, :centres, cast(:occurredAt as timestamptz[]),
                                    :traceparents, :bodies)
                             with ordinality as event (id, ticket_id, version, type, centre, occurred_at, traceparent, body, place)
                        order by place
                        """)
                .setParameter("ids", column(records, OutboxRecord::id, UUID[]::new))
                .setParameter("ticketIds", column(records, OutboxRecord::ticketId, UUID[]::new))
                .setParameter("versions", column(records, OutboxRecord::version, Long[]::new))
                .setParameter("types", column(records, OutboxRecord::type, String[]::new))
                .setParameter("centres", column(records, OutboxRecord::centre, String[]::new))
                .setParameter(
                        "occurredAt",
                        column(records, record -> record.occurredAt().toString(), String[]::new))
                .setParameter("traceparents", column(records, OutboxRecord::traceparent, String[]::new))
                .setParameter("bodies", column(records, OutboxRecord::body, String[]::new))
                .executeUpdate();
    }

    /**
     * Makes this transaction the only one that publishes, if no other one is.
     *
     * @param idleSeconds how long the transaction may wait for the broker before the database ends it
     */
    boolean lock(int idleSeconds) {
        return session.createNativeQuery("""
                        select pg_try_advisory_xact_lock(:lock)
                        from set_config('idle_in_transaction_session_timeout', :idle, true)
                        """, Boolean.class)
                .setParameter("lock", LOCK)
                .setParameter("idle", idleSeconds + "s")
                .getSingleResult();
    }

    /** The events that have waited longest, in their order. */
    List<OutboxRecord> oldest(int limit) {
        return session.createNativeQuery("""
                        select id, ticket_id, version, type, centre, occurred_at, traceparent, body
                        from outbox order by position limit :limit
                        """, Object[].class)
                .addScalar("id", UUID.class)
                .addScalar("ticket_id", UUID.class)
                .addScalar("version", Long.class)
                .addScalar("type", String.class)
                .addScalar("centre", String.class)
                .addScalar("occurred_at", Instant.class)
                .addScalar("traceparent", String.class)
                .addScalar("body", String.class)
                .setParameter("limit", limit)
                .setTupleTransformer((row, _) -> new OutboxRecord(
                        (UUID) row[0],
                        (UUID) row[1],
                        (Long) row[2],
                        (String) row[3],
                        (String) row[4],
                        (Instant) row[5],
                        (@Nullable String) row[6],
                        (String) row[7]))
                .getResultList();
    }

    /** Removes events that were published. */
    void remove(List<UUID> ids) {
        session.createNativeMutationQuery("delete from outbox where id = any(:ids)")
                .setParameter("ids", ids.toArray(UUID[]::new))
                .executeUpdate();
    }

    /** The age in seconds of the event that has waited longest; 0 when none waits. */
    double oldestSeconds() {
        return session.createNativeQuery("""
                        select cast(coalesce(max(extract(epoch from clock_timestamp() - recorded_at)), 0) as double precision)
                        from (select recorded_at from outbox order by position limit 1) oldest
                        """, Double.class).getSingleResult();
    }

    private static <T extends @Nullable Object> T[] column(
            List<OutboxRecord> records, Function<OutboxRecord, T> value, IntFunction<T[]> array) {
        return records.stream().map(value).toArray(array);
    }
}
