package org.poststelle.messaging;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in a topic.
 *
 * @param id unique per event; the same when the event is delivered again
 * @param type the CloudEvents type
 * @param ticketId the ticket it is about
 * @param version its place among the ticket's events on this topic, from 1, without gaps
 * @param centre the service centre the ticket belongs to
 * @param time when it happened
 * @param traceparent the trace it belongs to (W3C Trace Context), if any
 * @param body the JSON body
 */
public record IncomingEvent(
        UUID id,
        String type,
        UUID ticketId,
        long version,
        String centre,
        Instant time,
        @Nullable String traceparent,
        String body) {

    /**
     * The body as the reader's own record.
     *
     * @throws MalformedEvent when it does not fit
     */
    public <T extends Record> T read(Class<T> as) {
        return EventJson.read(body, as);
    }
}
