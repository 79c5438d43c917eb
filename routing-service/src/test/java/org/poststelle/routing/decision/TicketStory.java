package org.poststelle.routing.decision;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Map;
import java.util.UUID;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.Topics;
import org.poststelle.testenvironment.Topics.Message;

/** What ticket-service tells about one ticket: the examples of its contracts, as events of this ticket. */
public final class TicketStory {

    public static final String DECIDED = "org.poststelle.routing.decided.v1";
    public static final String UNDECIDED = "org.poststelle.routing.undecided.v1";

    private static final Contracts CONTRACTS = Contracts.of("ticket-service");

    public final UUID id = UuidCreator.getTimeOrderedEpoch();
    private final Topics topics;
    private final String centre;
    private long version;

    public TicketStory(Topics topics, String centre) {
        this.topics = topics;
        this.centre = centre;
    }

    /** The ticket of the example: Elterngeld in Koblenz. */
    public TicketStory created() {
        return happens("created", Map.of());
    }

    public TicketStory created(String service, String region) {
        return happens("created", Map.of("serviceKey", service, "regionKey", region));
    }

    public TicketStory returned(String by, String proposed) {
        return happens("returned", Map.of("authority", by, "proposedAuthority", proposed));
    }

    public TicketStory returnedWithoutProposal(String by) {
        var body = example("returned").put("authority", by);
        body.remove("proposedAuthority");
        publish("returned", body);
        return this;
    }

    /** The example of the event, with these values in place of its own. */
    public TicketStory happens(String what, Map<String, String> values) {
        var body = example(what);
        values.forEach(body::put);
        publish(what, body);
        return this;
    }

    /** Delivers the ticket's creation once more, as Kafka may. */
    void createdIsDeliveredAgain() {
        topics.publish(
                "tickets", type("created"), id, 1, centre, example("created").toString());
    }

    /** Waits for the decision with the number, from 1, and tells what was published. */
    public Message decision(int number) {
        return await().pollInterval(20, MILLISECONDS)
                .until(() -> topics.about(id, "routing"), decisions -> decisions.size() >= number)
                .get(number - 1);
    }

    private void publish(String what, ObjectNode body) {
        version++;
        topics.publish("tickets", type(what), id, version, centre, body.toString());
    }

    private ObjectNode example(String what) {
        return CONTRACTS.example(type(what)).<ObjectNode>deepCopy().put("ticketId", id.toString());
    }

    private static String type(String what) {
        return "org.poststelle.ticket." + what + ".v1";
    }
}
