package org.poststelle.messaging;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event as it came from a topic (CloudEvents 1.0, Kafka binary mode).
 *
 * @param id unique per event; the same when the event is delivered again
 * @param type the CloudEvents type
 * @param ticketId the ticket it is about
 * @param version its place among the ticket's events on this topic, from 1, without gaps
 * @param centre the service centre the ticket belongs to
 * @param time when it happened
 * @param body the JSON body
 */
public record IncomingEvent(
        UUID id, String type, UUID ticketId, long version, String centre, Instant time, String body) {

    /**
     * Reads the attributes; the body stays text until someone asks for it, but is known to be a JSON object.
     *
     * @throws MalformedEvent when an attribute is missing or has no readable form, or the body has none
     */
    public static IncomingEvent of(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null || record.key() == null) {
            throw new MalformedEvent("The record has no key or no value");
        }
        try {
            var ticketId = UUID.fromString(header(record, "ce_subject"));
            if (!record.key().equals(ticketId.toString())) {
                throw new MalformedEvent("The record key is not the ticket id");
            }
            return new IncomingEvent(
                    UUID.fromString(header(record, "ce_id")),
                    header(record, "ce_type"),
                    ticketId,
                    version(header(record, "ce_version")),
                    header(record, "ce_centre"),
                    Instant.parse(header(record, "ce_time")),
                    EventJson.object(new String(record.value(), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedEvent("An attribute has no readable form");
        }
    }

    /**
     * The body as the reader's own record.
     *
     * @throws MalformedEvent when it does not fit
     */
    public <T extends Record> T read(Class<T> as) {
        return EventJson.read(body, as);
    }

    private static long version(String text) {
        var version = Long.parseLong(text);
        if (version < 1) {
            throw new MalformedEvent("The version is not positive");
        }
        return version;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new MalformedEvent("The attribute " + name + " is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
