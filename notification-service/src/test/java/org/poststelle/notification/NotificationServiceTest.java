package org.poststelle.notification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.notification.smtp.MailSetup;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.Topics;

/**
 * What the tests of the running service have in common: events come in, emails and events go out. They share one application and one
 * set of servers.
 */
@SuppressWarnings("NullAway.Init") // the test resources set the fields
public abstract class NotificationServiceTest {

    protected static final String PROMISED = "org.poststelle.sla.promised.v1";
    protected static final String WARNED = "org.poststelle.sla.warned.v1";
    protected static final String BREACHED = "org.poststelle.sla.breached.v1";
    protected static final String TARGET_WARNED = "org.poststelle.sla.target-warned.v1";
    protected static final String TARGET_MISSED = "org.poststelle.sla.target-missed.v1";
    protected static final String FORWARDED = "org.poststelle.ticket.forwarded.v1";
    protected static final String WAITING = "org.poststelle.ticket.waiting.v1";
    protected static final String REMINDED = "org.poststelle.ticket.reminded.v1";
    protected static final String ANSWERED = "org.poststelle.ticket.answered.v1";
    protected static final String CONTACT_CORRECTED = "org.poststelle.ticket.contact-corrected.v1";
    protected static final String SENT = "org.poststelle.notification.sent.v1";
    protected static final String FAILED = "org.poststelle.notification.failed.v1";
    protected static final Contracts SLA = Contracts.of("sla-service");
    protected static final Contracts TICKETS = Contracts.of("ticket-service");
    protected static final Contracts ROUTING = Contracts.of("routing-service");
    protected static final Contracts OURS = Contracts.of("notification-service");
    protected static final String REFERENCE = "KO-2026-000123";

    protected Topics topics;
    protected Database database;
    protected TokenIssuer tokens;
    protected MailSetup mail;
    protected Owners owners;

    protected final UUID ticket = UuidCreator.getTimeOrderedEpoch();
    protected final String citizen = ticket + "@buerger.example";
    /** Of its own for each test: the service remembers mailboxes for some seconds. */
    protected final String authorityKey = "amt-" + ticket;

    protected final String authority = ticket + "@amt.example";
    protected final String deputy = ticket + "@vertretung.example";
    protected final ObjectNode correspondence = (ObjectNode) TICKETS.read("correspondence.example.json");

    @BeforeEach
    void prepareOwners() {
        ((ObjectNode) correspondence.get("citizen")).put("email", citizen);
        knowTicket();
        knowAuthority(((ObjectNode) ROUTING.read("authority.example.json"))
                .put("mailbox", authority)
                .put("deputyMailbox", deputy));
    }

    protected void knowTicket() {
        owners.correspond(ticket, correspondence.put("ticketId", ticket.toString()));
    }

    protected void knowAuthority(JsonNode document) {
        owners.know("/internal/v1/directory/authorities/" + authorityKey, document);
    }

    /** Publishes the example of an event; what is escalated goes to the authority alone. */
    protected void publish(Contracts producer, String topic, String type, long version) {
        var body = ((ObjectNode) producer.example(type)).put("ticketId", ticket.toString());
        if (body.has("authority")) {
            body.put("authority", authorityKey);
        }
        if (body.has("recipients")) {
            body.putArray("recipients").add("AUTHORITY");
        }
        topics.publish(topic, type, ticket, version, "KO", body.toString());
    }

    protected void promise() {
        publish(SLA, "sla", PROMISED, 1);
    }

    protected List<ReceivedMail> mailsTo(String address) {
        return mail.server().received(address);
    }

    protected RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(tokens.token(user));
    }

    /** The only email about the ticket comes to the state. */
    protected void awaitState(String state) {
        // the mail server's threads complain about lines that break
        await().dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertThat(
                                database.list(String.class, "select state from mail_job where ticket_id = ?", ticket))
                        .containsExactly(state));
    }

    /** The only email about the ticket waits for its next attempt, because of that. */
    protected void awaitRetry(String cause) {
        awaitState("RETRY");
        assertThat(database.list(String.class, "select cause from mail_job where ticket_id = ?", ticket))
                .containsExactly(cause);
    }

    /** Waiting out a pause takes five seconds, which one test does; the others end it. */
    protected void endPause() {
        database.execute("update mail_job set next_at = now() where ticket_id = ? and state = 'RETRY'", ticket);
    }
}
