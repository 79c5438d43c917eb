package org.poststelle.messaging.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of the outbox: an event that waits for its publication. */
record OutboxRecord(
        UUID id,
        UUID ticketId,
        long version,
        String type,
        String centre,
        Instant occurredAt,
        @Nullable String traceparent,
        String body) {

    static OutboxRecord map(ResultSet row, StatementContext context) throws SQLException {
        return new OutboxRecord(
                row.getObject("id", UUID.class),
                row.getObject("ticket_id", UUID.class),
                row.getLong("version"),
                row.getString("type"),
                row.getString("centre"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("traceparent"),
                row.getString("body"));
    }

    /** The event as a CloudEvent in Kafka's binary mode, keyed by its ticket. */
    ProducerRecord<String, byte[]> on(String topic, String source) {
        var message = new ProducerRecord<>(topic, ticketId.toString(), body.getBytes(StandardCharsets.UTF_8));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", id.toString());
        header(message, "ce_source", source);
        header(message, "ce_type", type);
        header(message, "ce_subject", ticketId.toString());
        header(message, "ce_time", occurredAt.toString());
        header(message, "ce_version", Long.toString(version));
        header(message, "ce_centre", centre);
        header(message, "content-type", "application/json");
        if (traceparent != null) {
            // as a CloudEvents attribute for everyone, and under its own name for the tracing of Kafka clients
            header(message, "ce_traceparent", traceparent);
            header(message, "traceparent", traceparent);
        }
        return message;
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
