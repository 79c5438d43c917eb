package org.poststelle.notification.wording;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.notification.Neighbours;
import org.poststelle.notification.NotificationServiceTest;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@WithTestResource(Neighbours.class)
class MailTextResourceTest extends NotificationServiceTest {

    private static final String PATH = "/api/v1/mail-texts";
    private static final String RECEIPT = PATH + "/RECEIPT/en";
    private static final String OWN = """
            {"subject": "We got {reference}", "text": "Hello,\\n\\nuntil {due}.\\n\\n{signature}"}
            """;

    @Test
    void centreReadsTheStandardTextsOfAllOccasionsAndLanguages() {
        as(coordinatorOf("STD"))
                .get(PATH)
                .then()
                .statusCode(200)
                .body("items", hasSize(21))
                .body("items.own", everyItem(is(false)))
                .body("items.version", everyItem(is(0)))
                .body("items.language.unique()", contains("de", "en", "de-simple"))
                .body(
                        "items.find { it.kind == 'ANSWER' && it.language == 'de' }.placeholders",
                        containsInAnyOrder("reference", "text", "signature", "centre", "phone"))
                .body("items.find { it.kind == 'QUESTION' && it.language == 'en' }.text", containsString("{text}"));
    }

    @Test
    void ownTextHoldsUntilTheCentreGoesBack() {
        var coordinator = coordinatorOf("BACK");
        replace(coordinator, RECEIPT, "\"0\"", OWN).statusCode(204).header("ETag", equalTo("\"1\""));

        as(coordinator)
                .get(RECEIPT)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("own", is(true))
                .body("subject", equalTo("We got {reference}"))
                .body("changedBy", equalTo("BACK.coordinator"));
        as(coordinator)
                .get(PATH)
                .then()
                .body("items.findAll { it.own }.kind", contains("RECEIPT"))
                .body("items.findAll { it.own }.language", contains("en"));

        remove(coordinator, "\"1\"").statusCode(204).header("ETag", equalTo("\"2\""));
        remove(coordinator, "\"2\"").statusCode(204).header("ETag", equalTo("\"2\""));

        as(coordinator)
                .get(RECEIPT)
                .then()
                .header("ETag", equalTo("\"2\""))
                .body("own", is(false))
                .body("subject", equalTo("Your enquiry {reference}: confirmation of receipt"));
        as(coordinator)
                .get(RECEIPT + "/versions")
                .then()
                .statusCode(200)
                .body("items.version", contains(2, 1))
                .body("items.subject", contains(nullValue(), equalTo("We got {reference}")))
                .body("items.changedBy", everyItem(equalTo("BACK.coordinator")))
                .body("items.changedAt", everyItem(not(nullValue())));
        as(coordinator).get(RECEIPT + "/versions?limit=1&cursor=2").then().body("items.version", contains(1));
    }

    @Test
    void changeNeedsTheVersionSeenLast() {
        var coordinator = coordinatorOf("TAG");
        as(coordinator)
                .contentType(ContentType.JSON)
                .body(OWN)
                .put(RECEIPT)
                .then()
                .statusCode(428);
        replace(coordinator, RECEIPT, "\"1\"", OWN).statusCode(412);
        replace(coordinator, RECEIPT, "\"0\"", OWN).statusCode(204);

        replace(coordinator, RECEIPT, "\"0\"", OWN)
                .statusCode(412)
                .body("type", equalTo("urn:poststelle:problem:stale-version"));
        remove(coordinator, "\"0\"").statusCode(412);

        as(coordinator).get(RECEIPT).then().header("ETag", equalTo("\"1\"")).body("own", is(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANSWER | a | {text} {due} | unknown-placeholder | text | due",
                "ANSWER | {text} | {text} | unknown-placeholder | subject | text",
                "ANSWER | a | {text.class} {text} | unknown-placeholder | text | text.class",
                "ANSWER | a | {text | stray-brace | text | Zeile 1",
                "ANSWER | a | Guten Tag | missing-placeholder | text | text",
            })
    void placeholderThatDoesNotFitIsNamed(
            String kind, String subject, String text, String code, String field, String named) {
        var coordinator = coordinatorOf("BAD");
        var path = PATH + "/" + kind + "/de";

        replace(coordinator, path, "*", "{\"subject\": \"%s\", \"text\": \"%s\"}".formatted(subject, text))
                .statusCode(422)
                .body("type", endsWith(":" + code))
                .body("field", equalTo(field))
                .body("detail", containsString(named));

        as(coordinator).get(path).then().body("own", is(false));
    }

    @Test
    void lineFeedInASubjectIsRefused() {
        replace(coordinatorOf("INJ"), RECEIPT, "*", """
                {"subject": "a\\r\\nBcc: evil@attacker.example", "text": "{due}"}
                """).statusCode(422).body("violations.field", hasItem("subject"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/FORWARDED/de", "/receipt/de", "/RECEIPT/fr", "/RECEIPT/GERMAN"})
    void whatCitizensAreNotWrittenInIsNotFound(String place) {
        as(coordinatorOf("NIL")).get(PATH + place).then().statusCode(404);
        replace(coordinatorOf("NIL"), PATH + place, "*", OWN).statusCode(404);
    }

    @Test
    void previewShowsADraftWithoutKeepingIt() {
        var coordinator = coordinatorOf("SHOW");

        as(coordinator)
                .contentType(ContentType.JSON)
                .body("""
                        {"draft": {"subject": "Draft {reference}", "text": "Until {due}\\n\\n<b>{centre}</b>"},
                         "sample": {"reference": "SHOW-2026-000009", "due": "2026-11-23T14:00:00Z"}}
                        """)
                .post(RECEIPT + "/preview")
                .then()
                .statusCode(200)
                .body("subject", equalTo("Draft SHOW-2026-000009"))
                .body(
                        "text",
                        equalTo(
                                "Until Monday, 23 November 2026, 15:00 (German time)\n\n<b>115, the public service hotline"
                                        + "</b>\n\nThis message was created automatically. Please do not reply to it.\n"))
                .body("html", containsString("<p>&lt;b&gt;115, the public service hotline&lt;/b&gt;</p>"));

        as(coordinator).get(RECEIPT).then().body("own", is(false));
    }

    @ParameterizedTest
    @CsvSource({"RECEIPT", "DELAYED", "QUESTION", "QUESTION_REMINDER", "INTERIM", "ANSWER", "CLOSED"})
    void previewOfTheTextThatHoldsNeedsNothing(String kind) {
        for (var language : new String[] {"de", "en", "de-simple"}) {
            var text = as(coordinatorOf("SHOW"))
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .post(PATH + "/" + kind + "/" + language + "/preview")
                    .then()
                    .statusCode(200)
                    .body("html", containsString("<html lang=\"" + language + "\">"))
                    .extract()
                    .<String>path("text");

            assertThat(text).contains("SHOW-2026-").doesNotContain("{", "}");
        }
    }

    @Test
    void faultyDraftIsRefusedAsItWouldBeLater() {
        as(coordinatorOf("SHOW"))
                .contentType(ContentType.JSON)
                .body("{\"draft\": {\"subject\": \"a\", \"text\": \"{name}\"}}")
                .post(RECEIPT + "/preview")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:poststelle:problem:unknown-placeholder"));
    }

    @Test
    void agentSeesTheMailOfTheirCentre() {
        as(SampleUser.ANNA)
                .contentType(ContentType.JSON)
                .body("""
                        {"kind": "QUESTION", "language": "de", "reference": "KO-2026-000123", "text": "Wann?",
                         "replyBy": "2026-11-23T14:00:00Z"}
                        """)
                .post("/api/v1/mail-preview")
                .then()
                .statusCode(200)
                .body("subject", equalTo("Ihr Anliegen KO-2026-000123: Rückfrage"))
                .body("text", containsString("Wann?"))
                .body("text", containsString("Montag, 23. November 2026, 15:00 Uhr."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind': 'ANSWER', 'language': 'fr', 'reference': 'KO-2026-000123', 'text': 'a'}",
                "{'kind': 'ANSWER', 'language': 'de', 'reference': 'KO', 'text': 'a'}",
                "{'kind': 'ANSWER', 'language': 'de', 'reference': 'KO-2026-000123', 'text': ' '}",
                "{'language': 'de', 'reference': 'KO-2026-000123', 'text': 'a'}"
            })
    void incompletePreviewIsRefused(String written) {
        as(SampleUser.CARLA)
                .contentType(ContentType.JSON)
                .body(written.replace('\'', '"'))
                .post("/api/v1/mail-preview")
                .then()
                .statusCode(422);
    }

    @Test
    void onlyCoordinatorsReadAndChangeTextsAndOnlyThoseWhoWriteSeePreviews() {
        for (var other : new SampleUser[] {SampleUser.ANNA, SampleUser.CARLA, SampleUser.ADAM}) {
            as(other).get(PATH).then().statusCode(403);
            as(other).get(RECEIPT).then().statusCode(403);
            as(other).get(RECEIPT + "/versions").then().statusCode(403);
            replace(other, RECEIPT, "*", OWN).statusCode(403);
            remove(other, "*").statusCode(403);
            as(other)
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .post(RECEIPT + "/preview")
                    .then()
                    .statusCode(403);
        }
        as(SampleUser.ADAM)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/mail-preview")
                .then()
                .statusCode(403);
        given().get(PATH).then().statusCode(401);
    }

    private ValidatableResponse remove(SampleUser user, String ifMatch) {
        return as(user).header("If-Match", ifMatch).delete(RECEIPT).then();
    }

    private ValidatableResponse replace(SampleUser user, String path, String ifMatch, String wording) {
        return as(user).header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body(wording)
                .put(path)
                .then();
    }

    private static SampleUser coordinatorOf(String centre) {
        return new SampleUser(centre + ".coordinator", "coordinator", centre, null);
    }
}
