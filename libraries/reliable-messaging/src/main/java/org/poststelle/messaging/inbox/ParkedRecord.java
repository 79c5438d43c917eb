package org.poststelle.messaging.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.CloudEvents;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.MalformedEvent;

/** A record that has not taken effect (our dead letters), with what is needed to handle it again. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled and read by Hibernate
class ParkedRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Why a record is parked. */
    enum Reason {
        /** An earlier event of the ticket is missing; applied by itself when that one comes. */
        OUT_OF_ORDER,
        /** Not one of our events, or a body that does not fit its type. */
        MALFORMED,
        /** The handler failed because of the event itself. */
        HANDLER_FAILED,
        /** The ticket has had another event with this version. */
        CONFLICT
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String topic;
    private int kafkaPartition;
    private long kafkaOffset;

    @Enumerated(EnumType.STRING)
    private Reason reason;

    private String detail;
    private @Nullable UUID ticketId;
    private @Nullable Long version;
    private byte @Nullable [] recordKey;
    private String headers;
    private byte @Nullable [] body;
    private Instant parkedAt;

    protected ParkedRecord() {}

    /** A name and a value, which may be any bytes, so they are kept in Base64. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Header(byte[] name, byte @Nullable [] value) {}

    long id() {
        return id;
    }

    String topic() {
        return topic;
    }

    Reason reason() {
        return reason;
    }

    @Nullable
    UUID ticketId() {
        return ticketId;
    }

    @Nullable
    Long version() {
        return version;
    }

    String place() {
        return topic + "/" + kafkaPartition + "/" + kafkaOffset;
    }

    /** The record as it was read. */
    ConsumerRecord<String, byte[]> toConsumerRecord() {
        return new ConsumerRecord<>(
                topic,
                kafkaPartition,
                kafkaOffset,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                recordKey == null ? null : new String(recordKey, UTF_8),
                body,
                readHeaders(headers),
                Optional.empty());
    }

    /** The event in a record, if it can be read. */
    static Optional<IncomingEvent> event(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(CloudEvents.read(record));
        } catch (MalformedEvent _) {
            return Optional.empty();
        }
    }

    static String writeHeaders(ConsumerRecord<?, ?> record) {
        var stored = new ArrayList<Header>();
        for (var header : record.headers()) {
            stored.add(new Header(header.key().getBytes(UTF_8), header.value()));
        }
        try {
            return JSON.writeValueAsString(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordHeaders readHeaders(String json) {
        try {
            var headers = new RecordHeaders();
            for (var header : JSON.readValue(json, new TypeReference<List<Header>>() {})) {
                headers.add(new String(header.name(), UTF_8), header.value());
            }
            return headers;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
