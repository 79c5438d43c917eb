package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.systemtests.TopicRecords.TopicRecord;

/** One ticket at a time, from the call to the answer. */
@ExtendWith(RunningSystem.class)
class OneTicketTest {

    private final LocalStack stack;
    private final Hotline hotline;

    OneTicketTest(LocalStack stack) {
        this.stack = stack;
        this.hotline = new Hotline(stack);
    }

    @Test
    void enquiryAboutElterngeldIsAnsweredByMail() {
        var ticket = hotline.create(SampleUser.ANNA, """
                {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
                 "subject": "Elterngeld für Zwillinge", "text": "Wie lange bekomme ich Elterngeld für Zwillinge?",
                 "replyChannel": "EMAIL",
                 "citizen": {"name": "Wilhelmine Musterfrau", "email": "wilhelmine@musterfrau.example"}}""");
        var forwarded = hotline.awaitTicket(
                SampleUser.CARLA,
                ticket.id(),
                seen -> seen.state().equals("FORWARDED") && seen.body().has("dueAt"));
        var receipt = onlyMail("wilhelmine@musterfrau.example", 1).getFirst();
        assertThat(receipt.text()).contains(ticket.reference());
        assertThat(receipt.subject() + receipt.text()).doesNotContain("Zwillinge");
        var notice = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> stack.receivedMail().stream()
                                .filter(mail -> (mail.subject() + mail.text()).contains(ticket.reference()))
                                .filter(mail -> !mail.recipient().startsWith("wilhelmine"))
                                .toList(),
                        mails -> mails.size() == 1)
                .getFirst();
        assertThat(notice.recipient()).isEqualTo("elterngeld@koblenz.example");
        assertThat(notice.subject() + notice.text() + notice.headers())
                .doesNotContain("Musterfrau")
                .doesNotContain("Zwillinge");

        var accepted = hotline.act(SampleUser.CARLA, forwarded, "acceptance", null);
        hotline.act(SampleUser.CARLA, accepted, "answer", "{\"text\": \"Vierzehn Monate, für beide Kinder.\"}");
        var mails = onlyMail("wilhelmine@musterfrau.example", 2);
        assertThat(mails.getLast().text()).contains("Vierzehn Monate, für beide Kinder.");
        hotline.awaitTicket(
                SampleUser.ANNA,
                ticket.id(),
                seen -> seen.body().path("promise").asText().equals("MET"));
        assertThat(typesOf(ticket, "tickets"))
                .containsExactly("ticket.created", "ticket.forwarded", "ticket.accepted", "ticket.answered");
        assertThat(typesOf(ticket, "routing")).containsExactly("routing.decided");
        assertThat(typesOf(ticket, "sla")).containsExactly("sla.promised", "sla.met");
        await().untilAsserted(() -> assertThat(typesOf(ticket, "notifications"))
                .containsExactly("notification.sent", "notification.sent", "notification.sent"));
        await().untilAsserted(() -> assertThat(hotline.history(SampleUser.ANNA, ticket.id()))
                .contains(
                        "org.poststelle.ticket.created.v1",
                        "org.poststelle.sla.promised.v1",
                        "org.poststelle.sla.met.v1")
                .filteredOn(type -> type.equals("org.poststelle.notification.sent.v1"))
                .hasSize(3));
    }

    @Test
    void promisedTimeStandsStillUntilTheCitizenHasReplied() {
        var ticket = hotline.create(SampleUser.ANNA, """
                {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
                 "subject": "Elterngeld", "text": "Wie lange noch?", "replyChannel": "EMAIL",
                 "citizen": {"name": "Friederike Musterfrau", "email": "friederike@musterfrau.example"}}""");
        var forwarded = hotline.awaitTicket(
                SampleUser.CARLA,
                ticket.id(),
                seen -> seen.state().equals("FORWARDED") && seen.body().has("dueAt"));
        var accepted = hotline.act(SampleUser.CARLA, forwarded, "acceptance", null);

        var asked = hotline.act(SampleUser.CARLA, accepted, "question", "{\"text\": \"Seit wann beziehen Sie es?\"}");

        assertThat(onlyMail("friederike@musterfrau.example", 2))
                .anyMatch(mail -> mail.text().contains("Seit wann beziehen Sie es?"));
        hotline.awaitTicket(SampleUser.ANNA, ticket.id(), seen -> isPromise(seen, "PAUSED"));
        var replied = hotline.act(SampleUser.ANNA, asked, "reply", "{\"text\": \"Seit Mai.\"}");
        hotline.awaitTicket(SampleUser.ANNA, ticket.id(), seen -> isPromise(seen, "RUNNING"));
        var answered = hotline.act(SampleUser.CARLA, replied, "answer", "{\"text\": \"Noch sechs Monate.\"}");
        hotline.awaitTicket(SampleUser.ANNA, ticket.id(), seen -> isPromise(seen, "MET"));
        var closed = hotline.act(SampleUser.ANNA, answered, "closure", "{\"outcome\": \"ANSWERED\"}");
        hotline.act(SampleUser.ANNA, closed, "reopening", "{\"text\": \"Sie meinte Elterngeld Plus.\"}");
        hotline.awaitTicket(SampleUser.ANNA, ticket.id(), seen -> isPromise(seen, "RUNNING"));
        await().untilAsserted(() -> assertThat(typesOf(ticket, "sla"))
                .containsExactly("sla.promised", "sla.paused", "sla.resumed", "sla.met", "sla.promised"));
    }

    @Test
    void mistakenServiceAndAddressAreCorrected() {
        var ticket = hotline.create(SampleUser.ANNA, """
                {"serviceKey": "local:raketenstarterlaubnis", "regionKey": "071110000000",
                 "subject": "Elterngeld", "text": "Wie hoch ist es?", "replyChannel": "EMAIL",
                 "citizen": {"email": "tippfeler@musterfrau.example"}}""");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(undecided()).contains(ticket.id().toString()));
        hotline.correct(
                SampleUser.ANNA,
                ticket,
                "classification",
                "{\"serviceKey\": \"local:elterngeld\", \"regionKey\": \"071110000000\"}");
        var forwarded = hotline.awaitTicket(
                SampleUser.CARLA, ticket.id(), seen -> seen.state().equals("FORWARDED"));
        assertThat(undecided()).doesNotContain(ticket.id().toString());
        var accepted = hotline.act(SampleUser.CARLA, forwarded, "acceptance", null);
        var answered = hotline.act(SampleUser.CARLA, accepted, "answer", "{\"text\": \"Zwei Drittel.\"}");
        onlyMail("tippfeler@musterfrau.example", 2);

        hotline.correct(
                SampleUser.ANNA,
                answered,
                "contact",
                "{\"replyChannel\": \"EMAIL\", \"citizen\": {\"email\": \"tippfehler@musterfrau.example\"}}");

        assertThat(onlyMail("tippfehler@musterfrau.example", 1).getFirst().text())
                .contains("Zwei Drittel.");
        assertThat(typesOf(ticket, "routing")).containsExactly("routing.undecided", "routing.decided");
        assertThat(typesOf(ticket, "sla")).containsExactly("sla.promised", "sla.met");
        hotline.awaitTicket(SampleUser.ANNA, ticket.id(), seen -> isPromise(seen, "MET"));
    }

    private static boolean isPromise(Hotline.Seen seen, String state) {
        return seen.body().path("promise").asText().equals(state);
    }

    @Test
    void enquiryIsAnsweredByCallback() {
        var ticket = hotline.create(SampleUser.ANNA, """
                {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
                 "subject": "Rückruf zum Mutterschutz", "text": "Bitte nach 16 Uhr anrufen.",
                 "replyChannel": "CALLBACK",
                 "citizen": {"name": "Ottokar Beispielmann", "phone": "030 23125 042"}}""");
        var forwarded = hotline.awaitTicket(
                SampleUser.CARLA, ticket.id(), seen -> seen.state().equals("FORWARDED"));
        var accepted = hotline.act(SampleUser.CARLA, forwarded, "acceptance", null);
        var answered = hotline.act(SampleUser.CARLA, accepted, "answer", "{\"text\": \"Ja, ab der sechsten Woche.\"}");
        var tried = hotline.act(
                SampleUser.CARLA,
                answered,
                "callbacks",
                "{\"outcome\": \"NOT_REACHED\", \"note\": \"Enkelin war dran\"}");
        var reached = hotline.act(SampleUser.CARLA, tried, "callbacks", "{\"outcome\": \"REACHED\"}");
        hotline.awaitTicket(
                SampleUser.ANNA,
                ticket.id(),
                seen -> seen.body().path("promise").asText().equals("MET"));
        assertThat(hotline.act(SampleUser.ANNA, reached, "closure", "{\"outcome\": \"ANSWERED\"}")
                        .state())
                .isEqualTo("CLOSED");
    }

    /** The grep of a data protection officer, over everything that Poststelle keeps; what was sent is in the citizen's own mailbox. */
    @Test
    void nothingPersonalIsLeftAnywhereOfAnErasedTicket() throws SQLException, IOException {
        var personal =
                new String[] {"Zacharias", "vergissmichnicht", "Weltraumschrott", "Fünfhundert Kilo", "Papiertonne"};
        var ticket = hotline.create(SampleUser.ANNA, """
                {"serviceKey": "local:raketenstarterlaubnis", "regionKey": "071110000000",
                 "subject": "Weltraumschrott", "text": "Fünfhundert Kilo im Garten.", "replyChannel": "EMAIL",
                 "citizen": {"name": "Zacharias Muster", "email": "zacharias@vergissmichnicht.example"}}""");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(undecided()).contains(ticket.id().toString()));
        hotline.post(
                SampleUser.KURT,
                "/api/v1/routing/tickets/" + ticket.id() + "/decision",
                "{\"authority\": \"koblenz-elterngeldstelle\", \"note\": \"Zacharias kennt man dort.\"}");
        var forwarded = hotline.awaitTicket(
                SampleUser.CARLA, ticket.id(), seen -> seen.state().equals("FORWARDED"));
        var accepted = hotline.act(SampleUser.CARLA, forwarded, "acceptance", null);
        var answered =
                hotline.act(SampleUser.CARLA, accepted, "answer", "{\"text\": \"Das kommt in die Papiertonne.\"}");
        onlyMail("zacharias@vergissmichnicht.example", 2);
        var closed = hotline.act(SampleUser.ANNA, answered, "closure", "{\"outcome\": \"ANSWERED\"}");
        assertThat(kept()).contains(personal);

        hotline.act(SampleUser.KURT, closed, "erasure", null);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(kept()).doesNotContainIgnoringCase(personal));
        assertThat(TopicRecords.all(stack))
                .allSatisfy(record -> assertThat(record.toString()).doesNotContainIgnoringCase(personal));
        assertThat(logs()).isNotEmpty().doesNotContainIgnoringCase(personal);
    }

    /** All rows of all tables of all services. */
    private String kept() throws SQLException {
        var rows = new StringBuilder();
        for (var service : Service.values()) {
            try (var administrator = DriverManager.getConnection(
                            stack.postgreSql().jdbcUrl(service.database()), "postgres", "");
                    var statement = administrator.createStatement();
                    var databases = statement.executeQuery("select database_to_xml(false, false, '')::text")) {
                databases.next();
                rows.append(databases.getString(1));
            }
        }
        return rows.toString();
    }

    private static String logs() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.list(Path.of("target/system/logs"))) {
            for (var file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void ticketWithoutCompetentAuthorityIsDecidedByTheCoordinator() {
        var ticket = hotline.create(SampleUser.ANNA, """
                {"serviceKey": "local:raketenstarterlaubnis", "regionKey": "071110000000",
                 "subject": "Silvesterrakete", "text": "Wer erlaubt das?", "replyChannel": "EMAIL",
                 "citizen": {"email": "rakete@musterfrau.example"}}""");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(undecided()).contains(ticket.id().toString()));
        hotline.post(
                SampleUser.KURT,
                "/api/v1/routing/tickets/" + ticket.id() + "/decision",
                "{\"authority\": \"koblenz-elterngeldstelle\"}");
        hotline.awaitTicket(SampleUser.CARLA, ticket.id(), seen -> seen.state().equals("FORWARDED"));
        assertThat(undecided()).doesNotContain(ticket.id().toString());
    }

    private List<String> undecided() {
        return hotline.get(SampleUser.KURT, "/api/v1/routing/undecided?limit=100")
                .path("items")
                .findValuesAsText("ticketId");
    }

    @Test
    void otherCentreCannotSeeTicket() {
        var ticket = hotline.create(SampleUser.ANNA, """
                {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
                 "subject": "Geheim", "text": "Nur für Koblenz.", "replyChannel": "EMAIL",
                 "citizen": {"email": "geheim@musterfrau.example"}}""");
        hotline.awaitTicket(SampleUser.CARLA, ticket.id(), seen -> seen.state().equals("FORWARDED"));
        for (var path : List.of(
                "/api/v1/tickets/" + ticket.id(),
                "/api/v1/tickets/" + ticket.id() + "/history",
                "/api/v1/promises/" + ticket.id())) {
            assertThat(hotline.send(SampleUser.TOM, "GET", path, Map.of(), null).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(hotline.send(SampleUser.TOM, "GET", "/api/v1/notifications?ticketId=" + ticket.id(), Map.of(), null)
                        .body())
                .doesNotContain(ticket.id().toString());
    }

    @Test
    void mailWaitsForTheMailServerAndIsSentOnce() {
        stack.mail().suspend();
        Hotline.Seen ticket;
        try {
            ticket = hotline.create(SampleUser.ANNA, """
                    {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
                     "subject": "Postfach", "text": "Kommt die Mail an?", "replyChannel": "EMAIL",
                     "citizen": {"email": "geduld@musterfrau.example"}}""");
            hotline.awaitTicket(
                    SampleUser.ANNA,
                    ticket.id(),
                    seen -> seen.state().equals("FORWARDED") && seen.body().has("dueAt"));
        } finally {
            stack.mail().resume();
        }
        onlyMail("geduld@musterfrau.example", 1);
    }

    /** Waits for the emails, and a while longer for one too many. */
    private List<ReceivedMail> onlyMail(String recipient, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> mailTo(recipient).size() >= count);
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(3))
                .until(() -> mailTo(recipient).size() == count);
        return mailTo(recipient);
    }

    private List<ReceivedMail> mailTo(String recipient) {
        return stack.receivedMail().stream()
                .filter(mail -> mail.recipient().equals(recipient))
                .toList();
    }

    private List<String> typesOf(Hotline.Seen ticket, String topic) {
        return TopicRecords.all(stack).stream()
                .filter(record -> record.topic().equals(topic)
                        && record.key().equals(ticket.id().toString()))
                .map(TopicRecord::type)
                .toList();
    }
}
