package org.poststelle.notification.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACCEPTANCE | Annahme | wartet darauf, dass es angenommen oder zurückgegeben wird | sollte angenommen oder zurückgegeben werden bis",
                "HAND_BACK | Weiterleitung | wartet darauf, dass es an eine Behörde weitergeleitet wird | sollte wieder bei einer Behörde sein bis",
                "CALLBACK_ATTEMPT | Rückruf | steht der Anruf bei der Bürgerin oder dem Bürger noch aus | sollte die Bürgerin oder der Bürger angerufen werden bis"
            })
    void recipientsAreRemindedOfATargetAndToldWhenItIsMissed(
            String target, String what, String missing, String missed) {
        tellMailboxes();
        var due = "Freitag, 20. November 2026, 16:00 Uhr";

        topics.publish("sla", TARGET_WARNED, ticket, 1, CENTRE, target(TARGET_WARNED, target, EVERYBODY));
        topics.publish("sla", TARGET_MISSED, ticket, 2, CENTRE, target(TARGET_MISSED, target, EVERYBODY));

        await().untilAsserted(() -> assertThat(everybodysMails()).hasSize(8));
        assertThat(everybodysMails())
                .filteredOn(mail ->
                        mail.subject().equals("Erinnerung: Ticket %s, %s bis %s".formatted(REFERENCE, what, due)))
                .hasSize(4)
                .allSatisfy(mail -> assertThat(mail.text()).contains(missing, "75 %", due + "."));
        assertThat(everybodysMails())
                .filteredOn(mail ->
                        mail.subject().equals("Interne Frist überschritten: Ticket %s, %s".formatted(REFERENCE, what)))
                .hasSize(4)
                .allSatisfy(mail -> assertThat(mail.text()).contains(missed, due + "."));
        assertThat(everybodysMails())
                .allSatisfy(mail -> assertThat(mail.text())
                        .contains(REFERENCE, "https://poststelle.example/api/v1/tickets/" + ticket)
                        .doesNotContain(citizen, "Erika", "Beispiel", "Geburtsurkunde", "{"));
        assertThat(mailsTo(citizen)).isEmpty();
    }

    @Test
    void targetOfTheProducersExamplesIsToldOnce() {
        tellMailboxes();
        var warned = example(TARGET_WARNED).toString();
        var missed = example(TARGET_MISSED).toString();

        topics.publish("sla", TARGET_WARNED, ticket, 1, CENTRE, warned);
        topics.publish("sla", TARGET_WARNED, ticket, 2, CENTRE, warned);
        topics.publish("sla", TARGET_MISSED, ticket, 3, CENTRE, missed);
        topics.publish("sla", TARGET_MISSED, ticket, 4, CENTRE, missed);
        topics.publish("sla", PROMISED, ticket, 5, CENTRE, example(PROMISED).toString());

        await().untilAsserted(() -> assertThat(jobs())
                .containsExactlyInAnyOrder(
                        "TARGET_REMINDER to AUTHORITY: SENT",
                        "TARGET_MISSED to AUTHORITY: SENT",
                        "TARGET_MISSED to COORDINATOR: SENT",
                        "RECEIPT to CITIZEN: SENT"));
        await().untilAsserted(() -> assertThat(topics.about(ticket, "notifications"))
                .hasSize(4)
                .allSatisfy(message -> assertThat(OURS.violations(message.type(), message.body()))
                        .isEmpty()));
    }

    @Test
    void targetsOfOneTicketAreToldOneByOne() {
        tellMailboxes();

        topics.publish("sla", TARGET_MISSED, ticket, 1, CENTRE, target(TARGET_MISSED, "ACCEPTANCE", "COORDINATOR"));
        topics.publish("sla", TARGET_MISSED, ticket, 2, CENTRE, target(TARGET_MISSED, "HAND_BACK", "COORDINATOR"));

        await().untilAsserted(() -> assertThat(mailsTo(coordinators)).hasSize(2));
    }

    @Test
    void targetsNobodyHasAMailboxForAreSkippedAndNothingFails() {
        var missed = example(TARGET_MISSED);
        missed.remove("authority");

        topics.publish("sla", TARGET_MISSED, ticket, 1, SILENT_CENTRE, missed.toString());

        await().untilAsserted(() -> assertThat(jobs())
                .containsExactlyInAnyOrder(
                        "TARGET_MISSED to AUTHORITY: SKIPPED", "TARGET_MISSED to COORDINATOR: SKIPPED"));
        assertThat(topics.about(ticket, "notifications")).isEmpty();
    }

    @Test
    void staffSeesWhoWasTold() {
        tellMailboxes();
        topics.publish("sla", TARGET_MISSED, ticket, 1, CENTRE, target(TARGET_MISSED, "ACCEPTANCE", "CENTRE_LEAD"));
        await().untilAsserted(() -> assertThat(mailsTo(leads)).hasSize(1));

        var listed =
                as(new SampleUser("esc.agent", "agent", CENTRE, null)).get("/api/v1/notifications?ticketId=" + ticket);

        listed.then()
                .statusCode(200)
                .body("items.kind", contains("TARGET_MISSED"))
                .body("items.recipient", contains("CENTRE_LEAD"));
        assertThat(listed.asString()).doesNotContain("@");
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

    private String target(String type, String target, String... recipients) {
        return escalation(type, recipients).put("target", target).toString();
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
