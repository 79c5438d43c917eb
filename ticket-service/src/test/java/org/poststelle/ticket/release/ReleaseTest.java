package org.poststelle.ticket.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** An authority may demand that a second person reads an answer before the citizen does. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class ReleaseTest extends TicketServiceTest {

    private static final String ALL = "{\"required\": true, \"serviceKeyPrefixes\": []}";
    private static final String RULES = "/api/v1/release-rules/{authority}";

    private final SampleUser carla = SampleUser.CARLA;
    private final SampleUser cora = new SampleUser("cora.clerk", "clerk", null, ELTERNGELD);

    private UUID id = new UUID(0, 0);

    @BeforeEach
    void acceptATicket() {
        id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(carla, id, "acceptance", 2, null).statusCode(200);
        demand(ALL).statusCode(204);
    }

    @AfterEach
    void forgetRules() {
        database.execute("delete from release_rules_version");
    }

    @Test
    void answerWaitsUntilAColleagueReleasesIt() {
        answer(carla, "Bitte kommen Sie vorbei.")
                .statusCode(202)
                .header("ETag", "\"3\"")
                .body("state", equalTo("ACCEPTED"))
                .body("awaitsRelease", equalTo(true))
                .body("letters", empty());
        drafts().body("items.text", contains("Bitte kommen Sie vorbei."));
        filed(cora)
                .body("items.author", contains("carla.clerk"))
                .body("items.text", contains("Bitte kommen Sie vorbei."));

        release(cora, 3, filedId())
                .statusCode(200)
                .header("ETag", "\"4\"")
                .body("state", equalTo("ANSWERED"))
                .body("awaitsRelease", equalTo(false))
                .body("letters.text", contains("Bitte kommen Sie vorbei."));

        assertThat(topics.await(id, "tickets", "org.poststelle.ticket.answered.v1")
                        .version())
                .isEqualTo(4);
        drafts().body("items", empty());
        filed(cora).body("items", empty());
        api.history(carla, id)
                .body("items.find { it.type.contains('answer-filed') }.actor", equalTo("carla.clerk"))
                .body("items.find { it.type.contains('answer-filed') }.text", nullValue())
                .body("items.find { it.type.contains('answer-released') }.actor", equalTo("cora.clerk"))
                .body("items.find { it.type.contains('answer-released') }.details.author", equalTo("carla.clerk"))
                .body("items.find { it.type.contains('ticket.answered') }.actor", equalTo("cora.clerk"))
                .body("items.find { it.type.contains('ticket.answered') }.text", equalTo("Bitte kommen Sie vorbei."))
                .body("items.type", not(hasItem("org.poststelle.ticket.answer-dropped.v1")));
    }

    @Test
    void authorCannotReleaseTheAnswer() {
        answer(carla, "Ja.").statusCode(202);

        release(carla, 3, filedId()).statusCode(403).body("type", problem("second-person-needed"));

        api.ticket(carla, id).body("state", equalTo("ACCEPTED")).body("awaitsRelease", equalTo(true));
    }

    @Test
    void onlyTheAnswerThatWasReadIsReleased() {
        answer(carla, "Ja.").statusCode(202);
        var read = filedId();
        answer(carla, "Nein.").statusCode(202);

        release(cora, 3, read).statusCode(409).body("type", problem("nothing-to-release"));
        release(cora, 2, filedId()).statusCode(412);
        release(cora, 3, filedId()).statusCode(200).body("letters.text", contains("Nein."));
        release(cora, 4, read).statusCode(409).body("type", problem("nothing-to-release"));
    }

    @Test
    void refusedAnswerIsWrittenAgain() {
        answer(carla, "Ja.").statusCode(202);

        refuse(cora, filedId(), "Bitte mit Begründung.")
                .statusCode(200)
                .body("state", equalTo("ACCEPTED"))
                .body("awaitsRelease", equalTo(false));

        drafts().body("items.text", contains("Ja."));
        api.history(carla, id)
                .body("items.find { it.type.contains('answer-refused') }.actor", equalTo("cora.clerk"))
                .body("items.find { it.type.contains('answer-refused') }.text", equalTo("Bitte mit Begründung."));
        answer(carla, "Ja, weil es so ist.").statusCode(202);
        release(cora, 3, filedId()).statusCode(200).body("letters.text", contains("Ja, weil es so ist."));
    }

    @Test
    void colleagueDoesNotOverwriteAFiledAnswer() {
        answer(carla, "Ja.").statusCode(202);
        api.as(carla).delete("/api/v1/tickets/{id}/claim", id).then().statusCode(200);

        answer(cora, "Nein.").statusCode(409).body("type", problem("awaits-release"));

        filed(cora).body("items.text", contains("Ja."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "recall", "reclassification", "question", "closure", "answer"})
    void whateverMovesTheTicketDropsTheFiledAnswerVisibly(String move) {
        answer(carla, "Ja.").statusCode(202);
        var filed = filedId();

        switch (move) {
            case "return" ->
                api.act(carla, id, move, 3, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht hier.\"}")
                        .statusCode(200);
            case "recall" ->
                api.act(SampleUser.KURT, id, move, 3, "{\"text\": \"Zu lang.\"}")
                        .statusCode(200);
            case "reclassification" ->
                api.put(
                                carla,
                                id,
                                "classification",
                                3,
                                "{\"serviceKey\": \"local:wohngeld\", \"regionKey\": \"071110000000\"}")
                        .statusCode(200);
            case "question" ->
                api.act(carla, id, move, 3, "{\"text\": \"Welche?\"}").statusCode(200);
            case "closure" ->
                api.act(carla, id, move, 3, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Erledigt.\"}")
                        .statusCode(200);
            default -> {
                demand("{\"required\": false, \"serviceKeyPrefixes\": []}").statusCode(204);
                answer(carla, "Doch ohne.").statusCode(200);
            }
        }

        assertThat(database.one(Long.class, "select count(*) from filed_answer where ticket_id = ?", id))
                .isZero();
        api.ticket(SampleUser.ANNA, id).body("awaitsRelease", equalTo(false));
        api.history(SampleUser.ANNA, id)
                .body(
                        "items.findAll { it.type.contains('answer-dropped') }.details.answerId",
                        contains(filed.toString()));
        assertThat(release(cora, 4, filed).extract().statusCode()).isIn(403, 404, 409);
    }

    @Test
    void correctedContactKeepsTheFiledAnswer() {
        answer(carla, "Ja.").statusCode(202);

        api.put(
                        carla,
                        id,
                        "contact",
                        3,
                        "{\"replyChannel\": \"EMAIL\", \"citizen\": {\"email\": \"erika@neu.example\"}}")
                .statusCode(200)
                .body("awaitsRelease", equalTo(true));

        release(cora, 4, filedId()).statusCode(200);
    }

    @Test
    void correctionOfAnAnswerIsReleasedToo() {
        answer(carla, "Ja.").statusCode(202);
        release(cora, 3, filedId()).statusCode(200);

        api.act(cora, id, "answer", 4, "{\"text\": \"Doch nicht.\"}")
                .statusCode(202)
                .body("state", equalTo("ANSWERED"));
        release(carla, 4, filedId()).statusCode(200).body("letters.text", contains("Ja.", "Doch nicht."));
    }

    @Test
    void whatWaitsIsListedForTheAuthorityTheLongestFirst() {
        database.execute("delete from filed_answer");
        answer(carla, "Ja.").statusCode(202);
        var first = id;
        acceptATicket();
        answer(carla, "Nein.").statusCode(202);

        String next = waiting(cora, "?limit=1")
                .body("items.ticketId", contains(first.toString()))
                .body("items.author", contains("carla.clerk"))
                .extract()
                .path("next");
        waiting(cora, "?limit=1&cursor=" + next)
                .body("items.ticketId", contains(id.toString()))
                .body("next", nullValue());
        waiting(BUERGERAMT, "").body("items", hasSize(0));
        api.as(cora)
                .get("/api/v1/tickets/releases?cursor=x")
                .then()
                .statusCode(400)
                .body("type", problem("invalid-cursor"));
        assertThat(database.plan("select * from filed_answer f where f.authority = 'x' "
                        + "and (f.filed_at, f.ticket_id) > (now(), '00000000-0000-7000-8000-000000000000') "
                        + "order by f.filed_at, f.ticket_id limit 21"))
                .anyMatch(line -> line.contains("filed_answer_waiting"))
                .noneMatch(line -> line.contains("Sort"));
    }

    @Test
    void otherAuthoritiesSeeNothingOfAFiledAnswer() {
        answer(carla, "Ja.").statusCode(202);

        api.as(BUERGERAMT).get("/api/v1/tickets/{id}/release", id).then().statusCode(404);
        release(BUERGERAMT, 3, filedId()).statusCode(404);
        assertThat(database.countAs("authority:koblenz-buergeramt", "filed_answer"))
                .isZero();
        assertThat(database.countAs("centre:TR", "filed_answer")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"required\": true, \"serviceKeyPrefixes\": [\"9910\", \"local:eltern\"]} | 202",
                "{\"required\": true, \"serviceKeyPrefixes\": [\"9910\", \"local:wohn\"]} | 200",
                "{\"required\": false, \"serviceKeyPrefixes\": [\"local:eltern\"]} | 200",
            })
    void rulesMayHoldForSomeServicesOnly(String rules, int status) {
        demand(rules).statusCode(204);

        answer(carla, "Ja.").statusCode(status);
    }

    @Test
    void rulesAreVersioned() {
        forgetRules();
        rules().header("ETag", "\"0\"").body("required", equalTo(false));
        replace("\"0\"", ALL).statusCode(204).header("ETag", "\"1\"");
        replace("\"0\"", ALL).statusCode(412).body("type", problem("stale-version"));
        replace("\"1\"", "{\"required\": true, \"serviceKeyPrefixes\": [\"local:\"]}")
                .statusCode(204);

        rules().header("ETag", "\"2\"").body("serviceKeyPrefixes", contains("local:"));
        api.as(SampleUser.ADAM)
                .get(RULES + "/versions?limit=1", ELTERNGELD)
                .then()
                .statusCode(200)
                .body("items.version", contains(2))
                .body("items.changedBy", contains("adam.admin"))
                .body("next", equalTo("2"));
        assertThat(database.countAs("authority:" + ELTERNGELD, "release_rules_version"))
                .isEqualTo(2);
        assertThat(database.countAs("authority:koblenz-buergeramt", "release_rules_version"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"serviceKeyPrefixes\": []}",
                "{\"required\": true}",
                "{\"required\": true, \"serviceKeyPrefixes\": [\"Eltern\"]}",
            })
    void rulesThatSayTooLittleAreRefused(String rules) {
        replace("*", rules).statusCode(422).body("type", problem("invalid-input"));
    }

    private ValidatableResponse demand(String rules) {
        return replace("*", rules);
    }

    private ValidatableResponse replace(String ifMatch, String rules) {
        return api.as(SampleUser.ADAM)
                .header("If-Match", ifMatch)
                .body(rules)
                .put(RULES, ELTERNGELD)
                .then();
    }

    private ValidatableResponse rules() {
        return api.as(SampleUser.ADAM).get(RULES, ELTERNGELD).then().statusCode(200);
    }

    private ValidatableResponse answer(SampleUser user, String text) {
        return api.act(user, id, "answer", 3, "{\"text\": \"" + text + "\"}");
    }

    private ValidatableResponse filed(SampleUser user) {
        return api.as(user).get("/api/v1/tickets/{id}/release", id).then().statusCode(200);
    }

    private UUID filedId() {
        return UUID.fromString(filed(cora).extract().path("items[0].answerId"));
    }

    private ValidatableResponse release(SampleUser user, long version, UUID answerId) {
        return api.act(user, id, "release", version, "{\"answerId\": \"" + answerId + "\"}");
    }

    private ValidatableResponse refuse(SampleUser user, UUID answerId, String reason) {
        return api.as(user)
                .header("If-Match", "\"3\"")
                .body("{\"answerId\": \"%s\", \"text\": \"%s\"}".formatted(answerId, reason))
                .post("/api/v1/tickets/{id}/release/refusal", id)
                .then();
    }

    private ValidatableResponse waiting(SampleUser user, String query) {
        return api.as(user).get("/api/v1/tickets/releases" + query).then().statusCode(200);
    }

    private ValidatableResponse drafts() {
        return api.as(carla).get("/api/v1/tickets/{id}/drafts", id).then().statusCode(200);
    }
}
