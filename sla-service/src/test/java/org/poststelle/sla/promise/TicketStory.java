package org.poststelle.sla.promise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.Topics;

/** A ticket's life as ticket-service publishes it, made of the examples in its own contracts; and what comes of it here. */
public final class TicketStory {

    private static final Contracts CONTRACTS = Contracts.of("ticket-service");

    public final UUID ticketId = UUID.randomUUID();
    private final Topics topics;
    private final String centre;
    private long version;

    public TicketStory(Topics topics, String centre) {
        this.topics = topics;
        this.centre = centre;
    }

    public TicketStory created(String regionKey, Instant receivedAt) {
        return then("created", Map.of("regionKey", regionKey, "receivedAt", receivedAt));
    }

    public TicketStory answered(String replyChannel, Instant answeredAt) {
        return then("answered", Map.of("replyChannel", replyChannel, "answeredAt", answeredAt));
    }

    TicketStory called(String outcome, Instant attemptedAt) {
        return then("callback-attempted", Map.of("outcome", outcome, "attemptedAt", attemptedAt));
    }

    public TicketStory closed(String outcome, Instant closedAt) {
        return then("closed", Map.of("outcome", outcome, "closedAt", closedAt));
    }

    /** The producer's example of the event, with these values in place of its own. */
    public TicketStory then(String event, Map<String, ?> values) {
        version++;
        return again(UUID.randomUUID(), version, event, values);
    }

    /** An event of any id and version, such as one that came before. */
    TicketStory again(UUID eventId, long ofVersion, String event, Map<String, ?> values) {
        var type = "org.poststelle.ticket." + event + ".v1";
        var body = ((ObjectNode) CONTRACTS.example(type)).put("ticketId", ticketId.toString());
        values.forEach((field, value) -> body.put(field, value.toString()));
        topics.publishAgain(eventId, "tickets", type, ticketId, ofVersion, centre, body.toString());
        return this;
    }

    /** What this service has published about the ticket. */
    List<Topics.Message> published() {
        return topics.about(ticketId, "sla");
    }
}
