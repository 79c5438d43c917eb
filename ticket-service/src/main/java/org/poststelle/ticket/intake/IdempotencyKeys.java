package org.poststelle.ticket.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.poststelle.messaging.persistence.AccessScope;

/** Which requests have become which tickets ({@code Idempotency-Key}, draft-ietf-httpapi-idempotency-key-header). */
@ApplicationScoped
class IdempotencyKeys {

    private static final int KEEP_HOURS = 24;
    private static final int PURGE_BATCH = 10_000;

    private final Session session;

    IdempotencyKeys(Session session) {
        this.session = session;
    }

    /** The key was used for another request. */
    static final class Reused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    private record Used(byte[] requestSha256, UUID ticketId) {}

    /**
     * The ticket that an earlier request with the key created.
     *
     * @throws Reused when that was another request
     */
    Optional<UUID> ticketOf(IdempotencyKey key) {
        return session.createNativeQuery("""
                        select request_sha256, ticket_id from idempotency_key
                        where centre = :centre and caller = :caller and key = :key
                        """, Object[].class)
                .addScalar("request_sha256", byte[].class)
                .addScalar("ticket_id", UUID.class)
                .setParameter("centre", key.centre())
                .setParameter("caller", key.caller())
                .setParameter("key", key.value())
                .setTupleTransformer((row, _) -> new Used((byte[]) row[0], (UUID) row[1]))
                .uniqueResultOptional()
                .map(used -> {
                    if (!Arrays.equals(used.requestSha256(), key.requestSha256())) {
                        throw new Reused();
                    }
                    return used.ticketId();
                });
    }

    @Scheduled(every = "1m", delayed = "1m", skipExecutionIf = ApplicationNotRunning.class)
    void purgeExpired() {
        AccessScope.SERVICE.run(() -> QuarkusTransaction.requiringNew()
                .run(() -> session.createNativeMutationQuery("""
                                delete from idempotency_key where (centre, caller, key) in (
                                    select centre, caller, key from idempotency_key
                                    where created_at < statement_timestamp() - make_interval(hours => :hours)
                                    order by created_at limit :batch)
                                """)
                        .setParameter("hours", KEEP_HOURS)
                        .setParameter("batch", PURGE_BATCH)
                        .executeUpdate()));
    }
}
