package org.poststelle.ticket.intake;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;

/**
 * Which requests have become which tickets ({@code Idempotency-Key}, draft-ietf-httpapi-idempotency-key-header). A key is
 * taken in the transaction that creates the ticket, so either both are there or neither.
 */
@ApplicationScoped
class IdempotencyKeys {

    private static final int KEEP_HOURS = 24;
    private static final int PURGE_BATCH = 10_000;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Jdbi jdbi;

    IdempotencyKeys(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The first request with the key is not answered yet. */
    static final class StillRunning extends RuntimeException {}

    /** The key was used for another request. */
    static final class Reused extends RuntimeException {}

    /**
     * Takes the key for a new ticket, waiting a moment for a request that holds it.
     *
     * @return the ticket that an earlier request with the same key and body created, if there was one
     * @throws StillRunning when the earlier request takes too long
     * @throws Reused when its body was another one
     */
    Optional<UUID> take(String centre, String caller, String key, byte[] requestSha256, UUID newTicketId) {
        return jdbi.withHandle(handle -> {
            var taken = handle.createUpdate("""
                            insert into idempotency_key (centre, caller, key, request_sha256, ticket_id)
                            values (:centre, :caller, :key, :sha256, :ticketId)
                            on conflict do nothing
                            """)
                    .bind("centre", centre)
                    .bind("caller", caller)
                    .bind("key", key)
                    .bind("sha256", requestSha256)
                    .bind("ticketId", newTicketId);
            try {
                if (taken.execute() == 1) {
                    return Optional.empty();
                }
            } catch (StatementException e) {
                if (e.getCause() instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                    throw new StillRunning();
                }
                throw e;
            }
            return handle.createQuery("""
                            select request_sha256, ticket_id from idempotency_key
                            where centre = :centre and caller = :caller and key = :key
                            """)
                    .bind("centre", centre)
                    .bind("caller", caller)
                    .bind("key", key)
                    .map((row, context) -> {
                        if (!Arrays.equals(row.getBytes("request_sha256"), requestSha256)) {
                            throw new Reused();
                        }
                        return row.getObject("ticket_id", UUID.class);
                    })
                    .findOne();
        });
    }

    @Scheduled(every = "1m", delayed = "1m", skipExecutionIf = ApplicationNotRunning.class)
    void purgeExpired() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        delete from idempotency_key where (centre, caller, key) in (
                            select centre, caller, key from idempotency_key
                            where created_at < statement_timestamp() - make_interval(hours => :hours)
                            order by created_at limit :atOnce)
                        """)
                .bind("hours", KEEP_HOURS)
                .bind("atOnce", PURGE_BATCH)
                .execute());
    }
}
