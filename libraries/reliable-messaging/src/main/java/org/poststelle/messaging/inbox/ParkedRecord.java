package org.poststelle.messaging.inbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record that has not taken effect, with what is needed to handle it again.
 *
 * @param reason why it waits
 * @param detail more about the reason; never the record's content
 * @param ticketId the ticket, as far as it could be read
 * @param version the version, as far as it could be read
 */
record ParkedRecord(
        long id,
        String topic,
        int kafkaPartition,
        long kafkaOffset,
        Reason reason,
        String detail,
        @Nullable UUID ticketId,
        @Nullable Long version,
        Instant parkedAt,
        ConsumerRecord<String, byte[]> record) {

    enum Reason {
        /** An earlier event of the ticket has not come; handled by itself when it does. */
        OUT_OF_ORDER,
        /** No event of ours, or a body that does not fit its type. */
        MALFORMED,
        /** The handler failed for the event's own sake. */
        HANDLER_FAILED
    }

    static ConsumerRecord<String, byte[]> record(
            String topic,
            int partition,
            long offset,
            RecordHeaders headers,
            @Nullable String key,
            byte @Nullable [] body) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                body,
                headers,
                Optional.empty());
    }
}
