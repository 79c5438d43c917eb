package org.poststelle.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.kafka.KafkaMessageFactory;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Events as they stand in a topic: CloudEvents 1.0 in Kafka's binary mode, keyed by the ticket. */
public final class CloudEvents {

    /** Extension attribute: the event's place among the events of its ticket on the topic. */
    public static final String VERSION = "version";

    /** Extension attribute: the service centre of the ticket. */
    public static final String CENTRE = "centre";

    /** Extension attribute: the trace it belongs to (W3C Trace Context). */
    public static final String TRACEPARENT = "traceparent";

    private CloudEvents() {}

    /**
     * Reads the attributes; the body stays text until someone asks for it, but is known to be a JSON object.
     *
     * @throws MalformedEvent when the record is not such an event
     */
    public static IncomingEvent read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null || record.key() == null) {
            throw new MalformedEvent("The record has no key or no value");
        }
        try {
            var event = KafkaMessageFactory.createReader(record).toEvent();
            var ticketId = UUID.fromString(present(event.getSubject()));
            if (!record.key().equals(ticketId.toString())) {
                throw new MalformedEvent("The record key is not the ticket id");
            }
            return new IncomingEvent(
                    UUID.fromString(event.getId()),
                    event.getType(),
                    ticketId,
                    version(present(event.getExtension(VERSION)).toString()),
                    present(event.getExtension(CENTRE)).toString(),
                    present(event.getTime()).toInstant(),
                    event.getExtension(TRACEPARENT) instanceof String traceparent ? traceparent : null,
                    EventJson.object(new String(present(event.getData()).toBytes(), UTF_8)));
        } catch (MalformedEvent e) {
            throw e;
        } catch (RuntimeException e) {
            // whatever the parsers threw; their messages may repeat the record
            throw new MalformedEvent("An attribute is missing or not readable");
        }
    }

    private static long version(String text) {
        var version = Long.parseLong(text);
        if (version < 1) {
            throw new MalformedEvent("The version is not positive");
        }
        return version;
    }

    private static <T> T present(@Nullable T attribute) {
        if (attribute == null) {
            throw new MalformedEvent("An attribute is missing");
        }
        return attribute;
    }
}
