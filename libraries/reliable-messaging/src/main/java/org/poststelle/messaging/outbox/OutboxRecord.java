package org.poststelle.messaging.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.CloudEvents;

/**
 * An event that waits for its publication.
 *
 * @param id the CloudEvents id, the same however often the record is sent
 * @param version the event's place among those of its ticket, from 1
 * @param traceparent the trace that it belongs to, if any
 */
record OutboxRecord(
        UUID id,
        UUID ticketId,
        long version,
        String type,
        String centre,
        Instant occurredAt,
        @Nullable String traceparent,
        String body) {

    /** The event as a CloudEvent in Kafka's binary mode, keyed by its ticket. */
    ProducerRecord<String, byte[]> toRecord(String topic, URI source) {
        var key = ticketId.toString();
        var event = CloudEventBuilder.v1()
                .withId(id.toString())
                .withSource(source)
                .withType(type)
                .withSubject(key)
                .withTime(occurredAt.atOffset(ZoneOffset.UTC))
                .withExtension(CloudEvents.VERSION, Long.toString(version))
                .withExtension(CloudEvents.CENTRE, centre)
                .withData("application/json", body.getBytes(UTF_8));
        if (traceparent != null) {
            event.withExtension(CloudEvents.TRACEPARENT, traceparent);
        }
        ProducerRecord<String, byte[]> record =
                KafkaMessageFactory.createWriter(topic, key).writeBinary(event.build());
        if (traceparent != null) {
            // under its own name, too, for the tracing of Kafka clients
            record.headers().add(CloudEvents.TRACEPARENT, traceparent.getBytes(UTF_8));
        }
        return record;
    }
}
