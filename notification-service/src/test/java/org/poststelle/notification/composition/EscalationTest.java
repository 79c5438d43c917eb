package org.poststelle.notification.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.notification.Neighbours;
import org.poststelle.notification.NotificationServiceTest;
import org.poststelle.testenvironment.ServiceEnvironment;

/** Who is told, beside the authority, when something is late or about to be. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@WithTestResource(Neighbours.class)
class EscalationTest extends NotificationServiceTest {

    private static final String CENTRE = "ESC";
    private static final String SILENT_CENTRE = "MUTE";
    private static final String[] EVERYBODY = {"AUTHORITY", "DEPUTY", "COORDINATOR", "CENTRE_LEAD"};

    private final String coordinators = ticket + "@koordination.example";
    private final String leads = ticket + "@leitung.example";

    @Test
    void everyRecipientIsRemindedOnceHoweverOftenItIsReported() {
        tellMailboxes();
        var body = escalation(WARNED, EVERYBODY).toString();

        var event = topics.publish("sla", WARNED, ticket, 1, CENTRE, body);
        topics.publishAgain(event, "sla", WARNED, ticket, 1, CENTRE, body);
        topics.publish("sla", WARNED, ticket, 2, CENTRE, body);
        topics.publish("sla", PROMISED, ticket, 3, CENTRE, example(PROMISED).toString());

        await().untilAsserted(() -> assertThat(jobs())
                .containsExactlyInAnyOrder(
                        "REMINDER to AUTHORITY: SENT",
                        "REMINDER to DEPUTY: SENT",
                        "REMINDER to COORDINATOR: SENT",
                        "REMINDER to CENTRE_LEAD: SENT",
                        "RECEIPT to CITIZEN: SENT"));
        assertThat(everybodysMails())
                .hasSize(4)
                .extracting(ReceivedMail::subject)
                .containsOnly("Erinnerung: Ticket KO-2026-000123, Antwort bis Montag, 23. November 2026, 15:00 Uhr");
        await().untilAsserted(() -> assertThat(topics.about(ticket, "notifications"))
                .allSatisfy(message -> assertThat(OURS.violations(message.type(), message.body()))
                        .isEmpty())
                .extracting(message -> message.body().get("recipient").asText())
                .containsExactlyInAnyOrder("AUTHORITY", "DEPUTY", "COORDINATOR", "CENTRE_LEAD", "CITIZEN"));
    }

    @Test
    void everyRecipientIsToldOfABrokenPromiseAndTheCitizenGetsAnApology() {
        tellMailboxes();

        topics.publish(
                "sla",
                BREACHED,
                ticket,
                1,
                CENTRE,
                escalation(BREACHED, EVERYBODY).toString());

        await().untilAsserted(() -> assertThat(everybodysMails()).hasSize(4));
        assertThat(everybodysMails())
                .extracting(ReceivedMail::subject)
                .containsOnly("Frist überschritten: Ticket KO-2026-000123");
        await().untilAsserted(() -> assertThat(mailsTo(citizen))
                .extracting(ReceivedMail::subject)
                .containsExactly("Ihr Anliegen KO-2026-000123: Die Antwort verzögert sich"));
    }

    @Test
    void nothingAboutTheCitizenIsToldToTheCentreOrTheDeputies() {
        tellMailboxes();

        topics.publish(
                "sla", WARNED, ticket, 1, CENTRE, escalation(WARNED, EVERYBODY).toString());
        topics.publish(
                "sla",
                BREACHED,
                ticket,
                2,
                CENTRE,
                escalation(BREACHED, EVERYBODY).toString());

        await().untilAsserted(() -> assertThat(everybodysMails()).hasSize(8));
        assertThat(everybodysMails())
                .allSatisfy(mail -> assertThat(mail.subject() + mail.text())
                        .contains(REFERENCE, "https://poststelle.example/api/v1/tickets/" + ticket)
                        .doesNotContain(citizen, "Erika", "Beispiel", "Geburtsurkunde", "{"));
        assertThat(Stream.of(authority, deputy).flatMap(to -> mailsTo(to).stream()))
                .allSatisfy(mail -> assertThat(mail.text()).contains("wenn Sie nicht zuständig sind"));
        assertThat(Stream.of(coordinators, leads).flatMap(to -> mailsTo(to).stream()))
                .allSatisfy(mail -> assertThat(mail.text()).doesNotContain("wenn Sie nicht zuständig sind"));
    }

    @Test
    void recipientsOfTheProducersExamplesAreTold() {
        tellMailboxes();

        topics.publish("sla", WARNED, ticket, 1, CENTRE, example(WARNED).toString());
        topics.publish("sla", BREACHED, ticket, 2, CENTRE, example(BREACHED).toString());

        await().untilAsserted(() -> assertThat(jobs())
                .containsExactlyInAnyOrder(
                        "REMINDER to AUTHORITY: SENT",
                        "REMINDER to DEPUTY: SENT",
                        "OVERDUE to AUTHORITY: SENT",
                        "OVERDUE to COORDINATOR: SENT",
                        "OVERDUE to CENTRE_LEAD: SENT",
                        "DELAYED to CITIZEN: SENT"));
    }

    @Test
    void recipientsWithoutMailboxAreSkippedAndNothingFails() {
        knowAuthority(correspondence.objectNode().put("mailbox", authority));

        topics.publish(
                "sla",
                WARNED,
                ticket,
                1,
                SILENT_CENTRE,
                escalation(WARNED, EVERYBODY).toString());

        await().untilAsserted(() -> assertThat(jobs())
                .containsExactlyInAnyOrder(
                        "REMINDER to AUTHORITY: SENT",
                        "REMINDER to DEPUTY: SKIPPED",
                        "REMINDER to COORDINATOR: SKIPPED",
                        "REMINDER to CENTRE_LEAD: SKIPPED"));
        await().untilAsserted(() -> assertThat(topics.about(ticket, "notifications"))
                .extracting(message -> message.body().get("recipient").asText())
                .containsExactly("AUTHORITY"));
    }

    @Test
    void theCentreIsToldOfATicketThatNoAuthorityHas() {
        tellMailboxes();
        var warned = escalation(WARNED, EVERYBODY);
        warned.remove("authority");

        topics.publish("sla", WARNED, ticket, 1, CENTRE, warned.toString());

        await().untilAsserted(() -> assertThat(jobs())
                .containsExactlyInAnyOrder(
                        "REMINDER to AUTHORITY: SKIPPED",
                        "REMINDER to DEPUTY: SKIPPED",
                        "REMINDER to COORDINATOR: SENT",
                        "REMINDER to CENTRE_LEAD: SENT"));
    }

    /** The centre of this test says where its people receive mail. */
    private void tellMailboxes() {
        as(new SampleUser("esc.coordinator", "coordinator", CENTRE, null))
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("coordinatorMailbox", coordinators, "leadMailbox", leads))
                .put("/api/v1/centre-contacts")
                .then()
                .statusCode(204);
    }

    private ObjectNode example(String type) {
        var body = (ObjectNode) SLA.example(type);
        if (body.has("authority")) {
            body.put("authority", authorityKey);
        }
        return body.put("ticketId", ticket.toString());
    }

    private ObjectNode escalation(String type, String... recipients) {
        var body = example(type);
        body.set(
                "recipients",
                body.arrayNode()
                        .addAll(Stream.of(recipients).map(body::textNode).toList()));
        return body;
    }

    private List<ReceivedMail> everybodysMails() {
        return Stream.of(authority, deputy, coordinators, leads)
                .flatMap(address -> mailsTo(address).stream())
                .toList();
    }

    private List<String> jobs() {
        return database.list(
                String.class,
                "select kind || ' to ' || recipient || ': ' || state from mail_job where ticket_id = ?",
                ticket);
    }
}
