package org.poststelle.notification.wording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.notification.Neighbours;
import org.poststelle.notification.NotificationServiceTest;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@WithTestResource(Neighbours.class)
class CitizenMailsTest extends NotificationServiceTest {

    private static final String TEXTS = "/api/v1/mail-texts/";
    private static final String ANSWER_TEXT = TEXTS + "ANSWER/de";
    private static final String OWN =
            "{\"subject\": \"%s {reference}\", \"text\": \"Hallo,\\n\\n{text}\\n\\n{signature}\"}";

    @Test
    void citizenGetsTextAndAnAccessiblePage() {
        var mail = answer(
                "NEU",
                "de",
                "Bitte bringen Sie mit:\n- den Ausweis\n\nMehr auf https://koblenz.example/elterngeld?a=1&b=2.");

        assertThat(mail.headers().get("Content-Type")).startsWith("multipart/alternative");
        assertThat(mail.text())
                .contains("- den Ausweis", "Freundliche Grüße", "Ihre Behördennummer 115", "automatisch versandt");
        assertThat(mail.html())
                .contains("<html lang=\"de\">", "<title>Ihr Anliegen KO-2026-000123: Antwort</title>")
                .contains("<p>Bitte bringen Sie mit:<br>", "- den Ausweis</p>")
                .contains("<a href=\"https://koblenz.example/elterngeld?a=1&amp;b=2\">")
                .contains("color-scheme: light dark", "@media (prefers-color-scheme: dark)")
                .containsOnlyOnce("<h1>Ihr Anliegen KO-2026-000123: Antwort</h1>");
    }

    @Test
    void pageLoadsNothingAndRunsNothing() {
        var mail = answer("NEU", "de", "Siehe http://koblenz.example/bild.png");

        assertThat(mail.html().replaceAll("<a href=\"[^\"]*\">", "<a>").toLowerCase(Locale.ROOT))
                .doesNotContain("<img", "<script", "<link", "<iframe", "@import", "url(", "src=", "href=", "onload=");
    }

    @Test
    void markupInWhatSomebodyWroteIsRead() {
        var mail = answer(
                "NEU", "de", "<script>alert('x')</script> & <img src=\"x\" onerror=\"y\"> {signature} {config:x}");

        assertThat(mail.text())
                .contains("<script>alert('x')</script> & <img src=\"x\" onerror=\"y\"> {signature} {config:x}");
        assertThat(mail.html())
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;img src=&quot;x&quot;")
                .contains("{signature} {config:x}")
                .doesNotContain("<script", "<img");
    }

    @Test
    void authorityGetsTextOnly() {
        publish(TICKETS, "tickets", FORWARDED, 1);
        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(authority)).singleElement().satisfies(mail -> {
            assertThat(mail.headers().get("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
            assertThat(mail.html()).isEmpty();
        });
    }

    @Test
    void centreSignsItsMailsAndSaysHowItIsReached() {
        as(coordinatorOf("SIG"))
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("""
                        {"name": "Servicecenter <Mitte>", "phone": "0261 129-0", "website": "https://115.stadt.example",
                         "signature": {"de": ["Ihr Team", "der 115"], "en": ["Your 115 team"]}, "colour": "#7A0019"}
                        """)
                .put("/api/v1/centre-contacts")
                .then()
                .statusCode(204);

        var german = answer("SIG", "de", "Ja.");

        assertThat(lines(german.text()))
                .contains("Freundliche Grüße\nIhr Team\nder 115\n\nServicecenter <Mitte>\nTelefon: 0261 129-0\n"
                        + "https://115.stadt.example\n\nDiese Nachricht")
                .doesNotContain("Ihre Behördennummer 115");
        assertThat(german.html())
                .contains("Ihr Team<br>", "Servicecenter &lt;Mitte&gt;<br>", "color: #7A0019;")
                .contains("<a href=\"https://115.stadt.example\">https://115.stadt.example</a>");
    }

    @Test
    void signatureIsThatOfTheLanguage() {
        as(coordinatorOf("ENG"))
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("{\"phone\": \"115\", \"signature\": {\"en\": [\"Your team\"]}}")
                .put("/api/v1/centre-contacts")
                .then()
                .statusCode(204);

        assertThat(lines(answer("ENG", "en", "Yes.").text()))
                .contains("Kind regards\nYour team\n\nPhone: 115\n\nThis message was sent");
    }

    @Test
    void whoAskedForEasyLanguageGetsIt() {
        var mail = answer("NEU", "de-simple", "Bringen Sie Ihren Ausweis mit.");

        assertThat(mail.subject()).isEqualTo("Ihre Frage KO-2026-000123: Hier ist die Antwort");
        assertThat(mail.text()).contains("Bringen Sie Ihren Ausweis mit.", "Dann rufen Sie bitte die 115 an.");
        assertThat(mail.headers()).containsEntry("Content-Language", "de-simple");
        assertThat(mail.html()).contains("<html lang=\"de-simple\">");
    }

    @Test
    void mailIsWrittenInTheWordsOfItsCentreAlone() {
        replace("OWN", ANSWER_TEXT, "*", OWN.formatted("Post zu")).statusCode(204);

        assertThat(answer("OWN", "de", "Ja.")).satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Post zu KO-2026-000123");
            assertThat(lines(mail.text())).startsWith("Hallo,\n\nJa.\n\nIhre Behördennummer 115\n\nDiese Nachricht");
        });
    }

    @Test
    void otherCentreKeepsTheStandardText() {
        replace("OWNB", ANSWER_TEXT, "*", OWN.formatted("Post zu")).statusCode(204);

        assertThat(answer("ELSE", "de", "Ja.").subject()).isEqualTo("Ihr Anliegen KO-2026-000123: Antwort");
        var rows = "mail_text_version where centre = 'OWNB'";
        assertThat(database.countAs("centre:OWNB", rows)).isOne();
        assertThat(database.countAs("service", rows)).isOne();
        for (var hidden : List.of("centre:ELSE", "authority:koblenz-elterngeldstelle", "nobody", "")) {
            assertThat(database.countAs(hidden, rows)).as(hidden).isZero();
        }
    }

    @Test
    void mailThatWaitedIsWrittenInTheWordsOfToday() {
        mail.server().suspend();
        publishAnswer("LATE", "de", "Ja.");
        awaitState("RETRY");
        replace("LATE", ANSWER_TEXT, "*", OWN.formatted("Neu zu")).statusCode(204);
        mail.server().resume();
        endPause();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen))
                .singleElement()
                .extracting(ReceivedMail::subject)
                .isEqualTo("Neu zu KO-2026-000123");
    }

    @Test
    void previewOfAnAnswerIsTheMailThatIsSent() {
        replace("PRE", ANSWER_TEXT, "*", OWN.formatted("Vorab zu")).statusCode(204);
        var text = "Ja, <b>bitte</b>.\n\nSiehe https://koblenz.example";

        var preview = as(SampleUser.CARLA)
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "ANSWER", "language", "de", "reference", "PRE-2026-000007", "text", text))
                .post("/api/v1/mail-preview")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        correspondence.put("reference", "PRE-2026-000007");
        var sent = answer("PRE", "de", text);

        assertThat(preview.getString("subject")).isEqualTo(sent.subject());
        assertThat(preview.getString("text")).isEqualTo(lines(sent.text()));
        assertThat(preview.getString("html")).isEqualTo(lines(sent.html()));
    }

    private ReceivedMail answer(String centre, String language, String text) {
        publishAnswer(centre, language, text);
        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
        return mailsTo(citizen).getFirst();
    }

    private void publishAnswer(String centre, String language, String text) {
        var example = TICKETS.example(ANSWERED);
        correspondence.put("language", language);
        correspondence
                .putArray("letters")
                .addObject()
                .put("id", example.get("answerId").asText())
                .put("text", text);
        knowTicket();
        var body = ((ObjectNode) example).put("ticketId", ticket.toString());
        topics.publish("tickets", ANSWERED, ticket, 1, centre, body.toString());
    }

    private ValidatableResponse replace(String centre, String path, String ifMatch, String wording) {
        return as(coordinatorOf(centre))
                .header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body(wording)
                .put(path)
                .then();
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static SampleUser coordinatorOf(String centre) {
        return new SampleUser(centre + ".coordinator", "coordinator", centre, null);
    }
}
