package org.poststelle.messaging.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.MalformedEvent;

/** The records that were set aside. */
@ApplicationScoped
class ParkedRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdbi jdbi;

    ParkedRecords(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A ticket on a topic. */
    record Place(String topic, UUID ticketId) {}

    /** A header as it is kept: names and values may be any bytes, so they are kept in Base64 where they are no text. */
    private record StoredHeader(String name, String value) {}

    void add(ConsumerRecord<String, byte[]> record, ParkedRecord.Reason reason, String detail) {
        var event = event(record);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into parked_record (topic, kafka_partition, kafka_offset, reason, detail, ticket_id, version,
                                                      record_key, headers, body)
                        values (:topic, :partition, :offset, :reason, :detail, :ticketId, :version,
                                :key, :headers::jsonb, :body)
                        on conflict do nothing
                        """)
                .bind("topic", record.topic())
                .bind("partition", record.partition())
                .bind("offset", record.offset())
                .bind("reason", reason)
                .bind("detail", detail)
                .bind("ticketId", event.map(IncomingEvent::ticketId).orElse(null))
                .bind("version", event.map(IncomingEvent::version).orElse(null))
                .bind("key", record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8))
                .bind("headers", write(record))
                .bind("body", record.value())
                .execute());
    }

    /** The first event of the ticket that waits and need not wait any longer. */
    Optional<ParkedRecord> nextWaiting(String topic, UUID ticketId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select s.* from parked_record s join inbox_version v using (topic, ticket_id)
                        where s.topic = :topic and s.ticket_id = :ticketId
                          and s.reason = 'OUT_OF_ORDER' and s.version <= v.version + 1
                        order by s.version limit 1
                        """)
                .bind("topic", topic)
                .bind("ticketId", ticketId)
                .map(this::map)
                .findOne());
    }

    /** Tickets with an event that waits and need not: what a crash between two transactions left. */
    List<Place> ready() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct s.topic, s.ticket_id from parked_record s
                        join inbox_version v using (topic, ticket_id)
                        where s.reason = 'OUT_OF_ORDER' and s.version <= v.version + 1 limit 100
                        """)
                .map((row, context) -> new Place(row.getString("topic"), row.getObject("ticket_id", UUID.class)))
                .list());
    }

    Optional<ParkedRecord> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from parked_record where id = :id")
                .bind("id", id)
                .map(this::map)
                .findOne());
    }

    /** In the order they were set aside, from after {@code after}. */
    List<ParkedRecord> list(long after, int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from parked_record where id > :after order by id limit :limit")
                        .bind("after", after)
                        .bind("limit", limit)
                        .map(this::map)
                        .list());
    }

    long count(ParkedRecord.Reason reason) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from parked_record where reason = :reason")
                .bind("reason", reason)
                .mapTo(Long.class)
                .one());
    }

    /** Notes that the handler refused an event that had waited. */
    int refused(long id, String detail) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                        "update parked_record set reason = 'HANDLER_FAILED', detail = :detail where id = :id")
                .bind("detail", detail)
                .bind("id", id)
                .execute());
    }

    void remove(long id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from parked_record where id = :id")
                .bind("id", id)
                .execute());
    }

    private static Optional<IncomingEvent> event(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(IncomingEvent.of(record));
        } catch (MalformedEvent _) {
            return Optional.empty();
        }
    }

    private ParkedRecord map(ResultSet row, StatementContext context) throws SQLException {
        var key = row.getBytes("record_key");
        return new ParkedRecord(
                row.getLong("id"),
                row.getString("topic"),
                row.getInt("kafka_partition"),
                row.getLong("kafka_offset"),
                ParkedRecord.Reason.valueOf(row.getString("reason")),
                row.getString("detail"),
                row.getObject("ticket_id", UUID.class),
                row.getObject("version", Long.class),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                ParkedRecord.record(
                        row.getString("topic"),
                        row.getInt("kafka_partition"),
                        row.getLong("kafka_offset"),
                        read(row.getString("headers")),
                        key == null ? null : new String(key, StandardCharsets.UTF_8),
                        row.getBytes("body")));
    }

    private static String write(ConsumerRecord<?, ?> record) {
        var stored = new ArrayList<StoredHeader>();
        for (var header : record.headers()) {
            stored.add(new StoredHeader(encode(header.key().getBytes(StandardCharsets.UTF_8)), encode(header.value())));
        }
        try {
            return JSON.writeValueAsString(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordHeaders read(String json) {
        try {
            var headers = new RecordHeaders();
            for (var header : JSON.readValue(json, new TypeReference<List<StoredHeader>>() {})) {
                headers.add(new String(decode(header.name()), StandardCharsets.UTF_8), decode(header.value()));
            }
            return headers;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte @Nullable [] bytes) {
        return Base64.getEncoder().encodeToString(bytes == null ? new byte[0] : bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }
}
