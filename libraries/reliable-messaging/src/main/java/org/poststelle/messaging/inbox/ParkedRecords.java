package org.poststelle.messaging.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.ParkedRecord.Reason;
import org.poststelle.messaging.persistence.AccessScope;

/** The parked records. */
@ApplicationScoped
class ParkedRecords implements PanacheRepositoryBase<ParkedRecord, Long> {

    private static final int READY_AT_ONCE = 100;

    private final Session session;

    ParkedRecords(Session session) {
        this.session = session;
    }

    void measure(@Observes StartupEvent event, MeterRegistry metrics) {
        for (var reason : Reason.values()) {
            metrics.gauge(
                    "poststelle.inbox.parked",
                    List.of(Tag.of("reason", reason.name())),
                    this,
                    records -> AccessScope.SERVICE.call(
                            () -> QuarkusTransaction.joiningExisting().call(() -> records.count("reason", reason))));
        }
    }

    /**
     * A parked record without its content.
     *
     * @param detail more about the reason
     * @param ticketId the ticket, as far as it could be read
     * @param version the version, as far as it could be read
     */
    public record Listed(
            long id,
            String topic,
            int partition,
            long offset,
            Reason reason,
            String detail,
            @Nullable UUID ticketId,
            @Nullable Long version,
            Instant parkedAt) {}

    /** Parks a record; one that is read again is parked once. The detail never repeats the record's content. */
    void add(ConsumerRecord<String, byte[]> record, Reason reason, String detail) {
        var event = ParkedRecord.event(record);
        session.createMutationQuery("""
                        insert into ParkedRecord (topic, kafkaPartition, kafkaOffset, reason, detail, ticketId, version,
                                                  recordKey, headers, body)
                        values (:topic, :partition, :offset, :reason, :detail, :ticketId, :version,
                                :key, :headers, :body)
                        on conflict do nothing
                        """)
                .setParameter("topic", record.topic())
                .setParameter("partition", record.partition())
                .setParameter("offset", record.offset())
                .setParameter("reason", reason)
                .setParameter("detail", detail)
                .setParameter("ticketId", event.map(IncomingEvent::ticketId).orElse(null), UUID.class)
                .setParameter("version", event.map(IncomingEvent::version).orElse(null), Long.class)
                .setParameter("key", record.key() == null ? null : record.key().getBytes(UTF_8), byte[].class)
                .setParameter("headers", ParkedRecord.writeHeaders(record))
                .setParameter("body", record.value(), byte[].class)
                .executeUpdate();
    }

    /** The first buffered event of the ticket for which none is missing any more. */
    Optional<ParkedRecord> nextBuffered(String topic, UUID ticketId) {
        return session.createNativeQuery("""
                        select parked.* from parked_record parked
                        join inbox_position known using (topic, ticket_id)
                        where parked.topic = :topic and parked.ticket_id = :ticketId
                          and parked.reason = 'OUT_OF_ORDER' and parked.version <= known.version + 1
                        order by parked.version limit 1
                        """, ParkedRecord.class)
                .setParameter("topic", topic)
                .setParameter("ticketId", ticketId)
                .uniqueResultOptional();
    }

    /** Tickets with a buffered event for which none is missing any more. */
    List<UUID> ticketsReady(String topic) {
        return session.createNativeQuery("""
                        select distinct parked.ticket_id from parked_record parked
                        join inbox_position known using (topic, ticket_id)
                        where parked.topic = :topic and parked.reason = 'OUT_OF_ORDER'
                          and parked.version <= known.version + 1
                        limit :limit
                        """, UUID.class)
                .setParameter("topic", topic)
                .setParameter("limit", READY_AT_ONCE)
                .getResultList();
    }

    /** In the order in which they were parked, from after {@code after}. */
    List<Listed> list(long after, int limit) {
        return find("""
                select id, topic, kafkaPartition, kafkaOffset, reason, detail, ticketId, version, parkedAt
                from ParkedRecord where id > ?1 order by id
                """, after).project(Listed.class).page(0, limit).list();
    }

    /** Locks a record until the transaction ends, so that two operators do not handle it at once. */
    Optional<ParkedRecord> lock(long id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Notes that the handler failed on a buffered event. */
    int failed(long id, String detail) {
        return update("reason = ?1, detail = ?2 where id = ?3", Reason.HANDLER_FAILED, detail, id);
    }
}
