package org.poststelle.ticket;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.hamcrest.Matcher;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;
import org.poststelle.testenvironment.Topics.Message;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class TicketServiceTest {

    private static final String ELTERNGELD = "koblenz-elterngeldstelle";
    private static final SampleUser BUERGERAMT = new SampleUser("bea.clerk", "clerk", null, "koblenz-buergeramt");
    private static final SampleUser NOTIFICATION = SampleUser.service("notification-service");

    private Topics topics;
    private TokenIssuer issuer;

    @Inject
    Jdbi jdbi;

    private static final String CONCERN = """
            {"serviceKey": "local:elterngeld", "regionKey": "071110000000", "subject": "Frage zum Elterngeld",
             "text": "Welche Unterlagen brauche ich?\\nDanke!", "replyChannel": "EMAIL",
             "citizen": {"name": "Erika Beispiel", "email": "erika@beispiel.example", "language": "de"}}""";

    // the way of a ticket

    @Test
    void aConcernIsTakenDownForwardedAcceptedAnsweredAndClosed() {
        var created = create(CONCERN);
        var id = created.id();
        assertThat(created.reference()).matches("KO-\\d{4}-\\d{6}");
        decide(id, 1, ELTERNGELD);

        var forwarded = ticket(SampleUser.CARLA, id)
                .body("state", equalTo("FORWARDED"))
                .body("text", containsString("Unterlagen"))
                .body("citizen.name", equalTo("Erika Beispiel"))
                .body("actions", contains("ACCEPT", "RETURN", "CLOSE"));
        assertThat(forwarded.extract().header("ETag")).isEqualTo("\"2\"");
        act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200).body("state", equalTo("ACCEPTED"));
        act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Bitte bringen Sie die Geburtsurkunde mit.\"}")
                .statusCode(200)
                .body("state", equalTo("ANSWERED"))
                .body("answers[0].text", equalTo("Bitte bringen Sie die Geburtsurkunde mit."));
        act(SampleUser.ANNA, id, "closure", 4, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(200)
                .body("state", equalTo("CLOSED"))
                .body("actions", equalTo(List.of()));

        topics.await(id, "tickets", "org.poststelle.ticket.closed.v1");
        assertThat(topics.about(id, "tickets"))
                .extracting(Message::type)
                .containsExactly(
                        "org.poststelle.ticket.created.v1",
                        "org.poststelle.ticket.forwarded.v1",
                        "org.poststelle.ticket.accepted.v1",
                        "org.poststelle.ticket.answered.v1",
                        "org.poststelle.ticket.closed.v1");
        assertThat(topics.about(id, "tickets")).extracting(Message::version).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(topics.about(id, "tickets"))
                .allSatisfy(
                        message -> assertThat(Contracts.of("ticket-service").violations(message.type(), message.body()))
                                .isEmpty())
                .allSatisfy(message -> assertThat(message.headers())
                        .containsEntry("ce_specversion", "1.0")
                        .containsEntry("ce_source", "/poststelle/ticket-service")
                        .containsEntry("ce_centre", "KO")
                        .containsKey("ce_traceparent"))
                .noneSatisfy(message -> assertThat(message.toString())
                        .containsAnyOf("Erika", "beispiel.example", "Unterlagen", "Geburtsurkunde"));
        as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/history", id)
                .then()
                .statusCode(200)
                .body("items.type", hasItem("org.poststelle.routing.decided.v1"))
                .body("items.findAll { it.version != null }.version", contains(1, 2, 3, 4, 5))
                .body(
                        "items.find { it.type == 'org.poststelle.ticket.answered.v1' }.text",
                        equalTo("Bitte bringen Sie die Geburtsurkunde mit."));
    }

    @Test
    void aReturnedTicketGoesToTheNextAuthorityAndTheFormerOneSeesOnlyWhereItIs() {
        var id = create(CONCERN).id();
        decide(id, 1, "koblenz-buergeramt");
        act(BUERGERAMT, id, "return", 2, """
                        {"reason": "NOT_COMPETENT", "text": "Das macht die Elterngeldstelle.",
                         "proposedAuthority": "koblenz-elterngeldstelle"}""").statusCode(200).body("state", equalTo("RETURNED"));
        decide(id, 2, ELTERNGELD);

        ticket(BUERGERAMT, id)
                .body("state", equalTo("FORWARDED"))
                .body("authority", equalTo(ELTERNGELD))
                .body("citizen", nullValue())
                .body("text", nullValue())
                .body("subject", nullValue())
                .body("actions", equalTo(List.of()));
        as(BUERGERAMT).get("/api/v1/tickets/{id}/history", id).then().body("items.text", equalTo(nulls(id)));
        as(BUERGERAMT).get("/api/v1/tickets").then().body("items.id", hasItem(id.toString()));
        act(BUERGERAMT, id, "acceptance", 4, null).statusCode(403).body("type", problem("not-assigned"));
        var returned = topics.await(id, "tickets", "org.poststelle.ticket.returned.v1");
        assertThat(returned.body().path("proposedAuthority").asText()).isEqualTo(ELTERNGELD);
        assertThat(returned.toString()).doesNotContain("Das macht");
    }

    private List<Object> nulls(UUID id) {
        int entries = as(BUERGERAMT)
                .get("/api/v1/tickets/{id}/history", id)
                .jsonPath()
                .getList("items")
                .size();
        var nulls = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            nulls.add(null);
        }
        return nulls;
    }

    @Test
    void aCallBackIsDocumentedUntilTheCitizenIsReached() {
        var id = create(CONCERN.replace("EMAIL", "CALLBACK")
                        .replace("\"email\": \"erika@beispiel.example\"", "\"phone\": \"030 23125 008\""))
                .id();
        decide(id, 1, ELTERNGELD);
        ticket(SampleUser.CARLA, id).body("citizen.phone", equalTo("+493023125008"));
        act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Ja.\"}").statusCode(200);
        act(SampleUser.ANNA, id, "closure", 4, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(409)
                .body("type", problem("outcome-not-allowed"));
        act(SampleUser.CARLA, id, "callbacks", 4, "{\"outcome\": \"NOT_REACHED\", \"note\": \"Nur Mailbox\"}")
                .statusCode(200)
                .body("actions", hasItem("CALL_BACK"));
        act(SampleUser.ANNA, id, "callbacks", 5, "{\"outcome\": \"REACHED\"}").statusCode(200);
        act(SampleUser.ANNA, id, "callbacks", 6, "{\"outcome\": \"REACHED\"}").statusCode(409);
        act(SampleUser.ANNA, id, "closure", 6, "{\"outcome\": \"ANSWERED\"}").statusCode(200);
    }

    @Test
    void whatSlaAndNotificationsSayIsShownOnTheTicket() {
        var id = create(CONCERN).id();
        topics.publish("sla", "org.poststelle.sla.promised.v1", id, 1, "KO", """
                {"ticketId": "%s", "policy": "NEXT_SERVICE_DAY_SAME_TIME", "receivedAt": "2026-06-03T14:30:00Z",
                 "dueAt": "2026-06-05T14:30:00Z", "promisedAt": "2026-06-03T14:30:00.1Z"}""".formatted(id));
        await().untilAsserted(() -> ticket(SampleUser.ANNA, id)
                .body("dueAt", equalTo("2026-06-05T14:30:00Z"))
                .body("promise", equalTo("RUNNING"))
                .body("version", equalTo(1)));
        topics.publish("sla", "org.poststelle.sla.breached.v1", id, 2, "KO", """
                {"ticketId": "%s", "dueAt": "2026-06-05T14:30:00Z", "breachedAt": "2026-06-05T14:30:00.4Z"}""".formatted(id));
        await().untilAsserted(() -> ticket(SampleUser.ANNA, id).body("promise", equalTo("BREACHED")));
        as(NOTIFICATION)
                .get("/api/v1/tickets/{id}/correspondence", id)
                .then()
                .statusCode(200)
                .body("citizen.email", equalTo("erika@beispiel.example"))
                .body("dueAt", equalTo("2026-06-05T14:30:00Z"))
                .body("language", equalTo("de"))
                .body("answers", equalTo(List.of()));
        as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/correspondence", id)
                .then()
                .statusCode(403);
    }

    @Test
    void anEventIsAboutTheTicketOfItsKeyWhateverItsBodySays() {
        var id = create(CONCERN).id();
        var other = create(CONCERN).id();
        topics.publish("sla", "org.poststelle.sla.breached.v1", id, 1, "KO", """
                {"ticketId": "%s", "dueAt": "2026-06-05T14:30:00Z"}""".formatted(other));
        topics.publish("routing", "org.poststelle.routing.decided.v1", id, 1, "KO", decided(other, 1, ELTERNGELD));

        await().untilAsserted(() ->
                ticket(SampleUser.ANNA, id).body("promise", equalTo("BREACHED")).body("state", equalTo("FORWARDED")));
        ticket(SampleUser.ANNA, other)
                .body("promise", nullValue())
                .body("state", equalTo("NEW"))
                .body("version", equalTo(1));
    }

    @Test
    void aHistoryCanBeReadWhateverWasTold() {
        var id = create(CONCERN).id();
        var sent = "org.poststelle.notification.sent.v1";
        topics.publish("notifications", sent, id, 1, "KO", "{\"a\": 1e20000, \"b\": \"\\u0000\"}");

        await().untilAsserted(() -> as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/history", id)
                .then()
                .statusCode(200)
                .body("items.type", hasItem(sent)));
    }

    @Test
    void theCorrespondenceOfAnAnsweredTicketReadsAsItsContractSays() {
        var id = create(CONCERN).id();
        topics.publish("sla", "org.poststelle.sla.promised.v1", id, 1, "KO", """
                {"ticketId": "%s", "dueAt": "2026-06-05T14:30:00Z"}""".formatted(id));
        await().untilAsserted(() -> ticket(SampleUser.ANNA, id).body("promise", equalTo("RUNNING")));
        decide(id, 1, ELTERNGELD);
        act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Bitte bringen Sie die Geburtsurkunde mit.\"}")
                .statusCode(200);
        var read =
                as(NOTIFICATION).get("/api/v1/tickets/{id}/correspondence", id).as(JsonNode.class);
        var example = Contracts.of("ticket-service").read("correspondence.example.json");
        for (var own : List.of("/reference", "/answers/0/id", "/answers/0/answeredAt")) {
            assertThat(read.at(own).isTextual()).as(own).isTrue();
            var end = own.lastIndexOf('/');
            ((ObjectNode) example.at(own.substring(0, end))).set(own.substring(end + 1), read.at(own));
        }
        assertThat(read).isEqualTo(example);
    }

    // events that come twice, late, early or broken

    @Test
    void aDecisionDeliveredTwiceForwardsOnce() {
        var id = create(CONCERN).id();
        var decision = decide(id, 1, ELTERNGELD);
        topics.publishAgain(
                decision, "routing", "org.poststelle.routing.decided.v1", id, 1, "KO", decided(id, 1, ELTERNGELD));
        topics.publish(
                "routing", "org.poststelle.routing.undecided.v1", id, 2, "KO", "{\"ticketId\": \"%s\"}".formatted(id));
        await().untilAsserted(() -> as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/history", id)
                .then()
                .body("items.type", hasItem("org.poststelle.routing.undecided.v1")));
        ticket(SampleUser.ANNA, id).body("version", equalTo(2));
    }

    @Test
    void aDecisionForAClosedTicketChangesNothing() {
        var id = create(CONCERN).id();
        act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\"}").statusCode(200);
        topics.publish("routing", "org.poststelle.routing.decided.v1", id, 1, "KO", decided(id, 1, ELTERNGELD));
        await().untilAsserted(() -> as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/history", id)
                .then()
                .body("items.type", hasItem("org.poststelle.routing.decided.v1")));
        ticket(SampleUser.ANNA, id).body("state", equalTo("CLOSED")).body("version", equalTo(2));
        as(SampleUser.CARLA).get("/api/v1/tickets/{id}", id).then().statusCode(404);
    }

    @Test
    void anEventThatOvertookAnotherWaitsForIt() {
        var id = create(CONCERN).id();
        topics.publish("sla", "org.poststelle.sla.met.v1", id, 2, "KO", """
                {"ticketId": "%s", "dueAt": "2026-06-05T14:30:00Z", "metAt": "2026-06-04T14:30:00Z"}""".formatted(id));
        await().untilAsserted(() -> assertThat(parked(id, "OUT_OF_ORDER")).hasSize(1));
        topics.publish("sla", "org.poststelle.sla.promised.v1", id, 1, "KO", """
                {"ticketId": "%s", "dueAt": "2026-06-05T14:30:00Z"}""".formatted(id));
        await().untilAsserted(() -> ticket(SampleUser.ANNA, id).body("promise", equalTo("MET")));
        assertThat(parked(id, "OUT_OF_ORDER")).isEmpty();
    }

    @Test
    void aRecordThatCannotBeReadIsSetAsideAndTheOthersGoOn() {
        var id = create(CONCERN).id();
        var broken = UUID.randomUUID();
        topics.publishRaw("sla", id.toString(), Map.of("ce_type", "x"), new byte[] {0, 1, 2});
        topics.publish("sla", "org.poststelle.sla.promised.v1", broken, 1, "KO", "{\"dueAt\": \"tomorrow\"}");
        topics.publish("sla", "org.poststelle.sla.promised.v1", id, 1, "KO", """
                {"ticketId": "%s", "dueAt": "2026-06-05T14:30:00Z"}""".formatted(id));
        await().untilAsserted(() -> ticket(SampleUser.ANNA, id).body("promise", equalTo("RUNNING")));
        await().untilAsserted(() -> assertThat(parked(broken, "MALFORMED")).hasSize(1));

        int unreadable = parked(broken, "MALFORMED").getFirst();
        as(SampleUser.ANNA)
                .post("/operations/parked-records/{id}/replay", unreadable)
                .then()
                .statusCode(403);
        as(SampleUser.ADAM)
                .post("/operations/parked-records/{id}/replay", unreadable)
                .then()
                .statusCode(409)
                .body("type", problem("still-parked"));
        as(SampleUser.ADAM)
                .delete("/operations/parked-records/{id}", unreadable)
                .then()
                .statusCode(204);
        assertThat(parked(broken, "MALFORMED")).isEmpty();
    }

    private List<Integer> parked(UUID ticketId, String reason) {
        return as(SampleUser.ADAM)
                .queryParam("limit", 100)
                .get("/operations/parked-records")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.findAll { it.ticketId == '%s' && it.reason == '%s' }.id".formatted(ticketId, reason));
    }

    // sending twice, and at once

    @Test
    void theSameRequestAgainGetsTheSameAnswerAndNoSecondTicket() {
        var key = UUID.randomUUID().toString();
        var first = post(key, CONCERN).statusCode(201).extract();
        var id = UUID.fromString(first.path("id"));
        decide(id, 1, ELTERNGELD);
        var second = post(key, CONCERN).statusCode(201).extract();
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .endsWith("/api/v1/tickets/" + id);
        assertThat(second.header("ETag")).isEqualTo("\"1\"");
        post(key, CONCERN.replace("Frage", "Andere Frage"))
                .statusCode(422)
                .body("type", problem("reused-idempotency-key"));
        post(null, CONCERN).statusCode(400).body("type", problem("missing-idempotency-key"));
    }

    @Test
    void theSameKeyFromManyThreadsMakesOneTicket() throws Exception {
        var key = UUID.randomUUID().toString();
        var ids = new ArrayList<Future<String>>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 20; i++) {
                ids.add(threads.submit(() -> {
                    var answer = post(key, CONCERN).extract();
                    return answer.statusCode() == 409 ? "running" : answer.path("id");
                }));
            }
        }
        var distinct = new HashSet<String>();
        for (var id : ids) {
            distinct.add(id.get());
        }
        distinct.remove("running");
        assertThat(distinct).hasSize(1);
    }

    @Test
    void aRequestWhoseKeyIsStillInWorkIsToldSo() {
        var key = UUID.randomUUID().toString();
        jdbi.useTransaction(handle -> {
            handle.execute(
                    "insert into idempotency_key (centre, caller, key, request_sha256, ticket_id) values (?, ?, ?, ?, ?)",
                    "KO",
                    "anna.agent",
                    key,
                    new byte[0],
                    UUID.randomUUID());
            post(key, CONCERN).statusCode(409).body("type", problem("still-running"));
            handle.rollback();
        });
        post(key, CONCERN).statusCode(201);
    }

    @Test
    void ofTwoChangesOnOneVersionOneWins() throws Exception {
        var id = create(CONCERN).id();
        decide(id, 1, ELTERNGELD);
        var results = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> act(SampleUser.CARLA, id, "acceptance", 2, null)
                        .extract()
                        .statusCode()));
            }
        }
        var codes = new ArrayList<Integer>();
        for (var result : results) {
            codes.add(result.get());
        }
        assertThat(codes).containsOnly(200, 412).containsOnlyOnce(200);
        topics.await(id, "tickets", "org.poststelle.ticket.accepted.v1");
        assertThat(topics.about(id, "tickets")).extracting(Message::version).containsExactly(1L, 2L, 3L);
    }

    // who may see what

    @Test
    void aTicketOfAnotherCentreIsNotThere() {
        var id = create(CONCERN).id();
        as(SampleUser.TOM)
                .get("/api/v1/tickets/{id}", id)
                .then()
                .statusCode(404)
                .body("type", problem("not-found"));
        as(SampleUser.TOM).get("/api/v1/tickets/{id}/history", id).then().statusCode(404);
        act(SampleUser.TOM, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\"}").statusCode(404);
        as(SampleUser.TOM).get("/api/v1/tickets").then().statusCode(200).body("items.id", equalTo(List.of()));
        as(SampleUser.VERA).get("/api/v1/tickets/{id}", id).then().statusCode(404);
        as(SampleUser.ADAM).get("/api/v1/tickets/{id}", id).then().statusCode(403);
    }

    @Test
    void theDatabaseItselfHidesWhatTheViewerMayNotSee() {
        var id = create(CONCERN).id();
        for (var table : List.of("ticket", "concern", "ticket_history")) {
            var column = table.equals("ticket") ? "id" : "ticket_id";
            var count = "select count(*) from " + table + " where " + column + " = ?";
            assertThat(countAs("centre:KO", count, id)).isPositive();
            assertThat(countAs("centre:TR", count, id)).isZero();
            assertThat(countAs("", count, id)).isZero();
        }
    }

    private long countAs(String viewer, String sql, UUID id) {
        return jdbi.inTransaction(handle -> {
            handle.select("select set_config('poststelle.viewer', ?, true)", viewer)
                    .mapTo(String.class)
                    .one();
            return handle.select(sql, id).mapTo(Long.class).one();
        });
    }

    @Test
    void historyIsNeverChanged() {
        create(CONCERN);
        for (var sql : List.of("update ticket_history set actor = 'x'", "delete from ticket_history")) {
            assertThat(catchThrowable(() -> jdbi.useHandle(handle -> handle.execute(sql))))
                    .hasMessageContaining("never changed");
        }
    }

    @Test
    void theListIsPagedWithoutGapsOrDoubles() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(create(CONCERN).id().toString());
        }
        var read = new ArrayList<String>();
        String url = "/api/v1/tickets?state=NEW&limit=2";
        while (url != null && read.size() < 5) {
            var page = as(SampleUser.ANNA).get(url).then().statusCode(200).extract();
            read.addAll(page.jsonPath().getList("items.id"));
            var next = page.jsonPath().getString("next");
            url = next == null ? null : "/api/v1/tickets?state=NEW&limit=2&cursor=" + next;
            if (next != null) {
                assertThat(page.header("Link")).contains("cursor=" + next).contains("rel=\"next\"");
            }
        }
        assertThat(read.subList(0, 5)).isEqualTo(made);
        as(SampleUser.ANNA).get("/api/v1/tickets?limit=101").then().statusCode(422);
    }

    // bad input

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'local:elterngeld'        | 'ELTERNGELD'              | serviceKey",
                "'071110000000'            | '7111'                    | regionKey",
                "'Frage zum Elterngeld'    | 'Frage\\nBcc: x@y.example'| subject",
                "'Frage zum Elterngeld'    | ' '                       | subject",
                "'Danke!'                  | 'Danke\\u0000'            | text",
                "'erika@beispiel.example'  | 'a@b.example\\nBcc: c@d.example' | citizen.email",
                "'erika@beispiel.example'  | 'Erika <a@b.example>'     | citizen.email",
                "'erika@beispiel.example'  | 'erika@beispiel'          | citizen.email",
                "'erika@beispiel.example'  | '=?utf-8?q?x?=@b.example' | citizen.email",
                "'erika@beispiel.example'  | 'e\\u2028a@beispiel.example' | citizen.email",
                "'erika@beispiel.example'  | 'a@b.example, c@d.example' | citizen.email",
                "'\"name\": \"Erika Beispiel\"' | '\"phone\": \"Frau Beispiel 030 23125 008\"' | citizen.phone",
                "'\"name\": \"Erika Beispiel\"' | '\"phone\": \"12\"'       | citizen.phone",
                "'\"email\": \"erika@beispiel.example\", ' | ''             | citizen.email",
            })
    void whatIsNotValidIsNamedWithItsField(String valid, String invalid, String field) {
        post(UUID.randomUUID().toString(), CONCERN.replace(valid, invalid))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", problem("invalid-input"))
                .body("violations.field", hasItem(field));
    }

    @Test
    void problemsSpeakTheCallersLanguage() {
        var invalid = CONCERN.replace("071110000000", "x");
        for (var german : List.of("", "de-AT", "fr", "*", "de;q=0.9,en;q=0.8")) {
            create(invalid, german)
                    .body("title", equalTo("Die Eingabe ist nicht gültig"))
                    .body("violations.message", contains("hat nicht die erwartete Form"));
        }
        for (var english : List.of("en", "en-GB,en;q=0.9", "en-GB,de;q=0.5", "fr,en;q=0.1")) {
            create(invalid, english)
                    .body("title", equalTo("The input is not valid"))
                    .body("violations.message", contains("does not have the expected form"));
        }
    }

    private ValidatableResponse create(String enquiry, String acceptLanguage) {
        return as(SampleUser.ANNA)
                .header("Idempotency-Key", UUID.randomUUID())
                .header("Accept-Language", acceptLanguage)
                .body(enquiry)
                .post("/api/v1/tickets")
                .then();
    }

    @Test
    void unknownFieldsAndBrokenJsonAreToldApart() {
        post(UUID.randomUUID().toString(), CONCERN.replace("\"subject\"", "\"status\": \"CLOSED\", \"subject\""))
                .statusCode(400)
                .body("type", problem("unknown-field"))
                .body("field", equalTo("status"));
        post(UUID.randomUUID().toString(), CONCERN.replace("\"language\": \"de\"", "\"language\": \"tlh\""))
                .statusCode(400)
                .body("type", problem("invalid-value"))
                .body("field", equalTo("citizen.language"));
        post(UUID.randomUUID().toString(), CONCERN.replace("\"EMAIL\"", "0"))
                .statusCode(400)
                .body("field", equalTo("replyChannel"));
        post(UUID.randomUUID().toString(), CONCERN.replace("\"subject\"", "\"regionKey\": \"1\", \"subject\""))
                .statusCode(400)
                .body("type", problem("malformed-json"));
        post(UUID.randomUUID().toString(), CONCERN + "{}").statusCode(400);
        post(UUID.randomUUID().toString(), CONCERN.substring(0, 40))
                .statusCode(400)
                .body("type", problem("malformed-json"));
        post(UUID.randomUUID().toString(), "").statusCode(422);
        for (var other : List.of(
                "[]",
                "\"x\"",
                "1",
                CONCERN.replace("\"Frage zum Elterngeld\"", "{}"),
                CONCERN.replace("\"Frage zum Elterngeld\"", "1"))) {
            post(UUID.randomUUID().toString(), other)
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .header("Content-Language", "de")
                    .body("type", anyOf(problem("malformed-request"), problem("invalid-value")));
        }
    }

    @Test
    void aBodyOfMoreThanOneMegabyteIsRefused() {
        post(UUID.randomUUID().toString(), CONCERN.replace("Danke!", "x".repeat(1_100_000)))
                .statusCode(413)
                .body("type", problem("too-large"));
    }

    @Test
    void aBodyOfUnannouncedLengthMayBeAsLongAsAnyOther() throws Exception {
        var accepted = sendChunked(CONCERN);
        assertThat(accepted.statusCode()).isEqualTo(201);
        assertThat(sendChunked("").statusCode()).isEqualTo(422);
        var refused = sendChunked(CONCERN.replace("Danke!", "x".repeat(1_100_000)));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.headers().firstValue("Content-Language")).contains("de");
        assertThat(refused.body()).contains("urn:poststelle:problem:too-large");
    }

    @Test
    void aRequestToNobodyIsAProblemAndTheConnectionEnds() throws Exception {
        assertThat(sendRaw("GET /api/v1/tickets HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "urn:poststelle:problem:malformed-request");
    }

    @Test
    void memoryIsForThoseWithATokenAndHasALimit() throws Exception {
        var begin =
                "POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n";
        var token = "Authorization: Bearer " + issuer.token(SampleUser.ANNA) + "\r\n";
        var large = "Content-Length: 1048576\r\n\r\n{";
        var waiting = new ArrayList<Socket>();
        try {
            for (int caller = 0; caller < 40; caller++) {
                waiting.add(send(begin + large));
            }
            assertThat(waiting).extracting(TicketServiceTest::firstLine).containsOnly("HTTP/1.1 401 Unauthorized");
            create(CONCERN);
            for (int caller = 0; caller < 32; caller++) {
                waiting.add(send(begin + token + large));
            }
            await().untilAsserted(() -> {
                try (var oneMore = send(begin + token + large)) {
                    assertThat(firstLine(oneMore)).isEqualTo("HTTP/1.1 503 Service Unavailable");
                }
            });
        } finally {
            for (var connection : waiting) {
                connection.close();
            }
        }
        await().untilAsserted(() -> create(CONCERN));
    }

    @Test
    void aBodyThatBreaksOffTroublesNobody() throws Exception {
        var errors = new ConcurrentLinkedQueue<String>();
        var listener = errorsInto(errors);
        Logger.getLogger("").addHandler(listener);
        var begin =
                "POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + issuer.token(SampleUser.ANNA);
        for (var body : List.of("Content-Length: 900\r\n\r\n{\"sub", "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"sub")) {
            send(begin + "\r\n" + body).close();
        }
        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(errors).isEmpty());
        Logger.getLogger("").removeHandler(listener);
        create(CONCERN);
    }

    @Test
    void aChangeNeedsTheVersionItWasDecidedOn() {
        var id = create(CONCERN).id();
        decide(id, 1, ELTERNGELD);
        as(SampleUser.CARLA)
                .post("/api/v1/tickets/{id}/acceptance", id)
                .then()
                .statusCode(428)
                .body("type", problem("missing-version"));
        act(SampleUser.CARLA, id, "acceptance", 1, null).statusCode(412).body("type", problem("stale-version"));
        act(SampleUser.CARLA, id, "answer", 2, "{\"text\": \"Ja\"}")
                .statusCode(409)
                .body("type", problem("invalid-transition"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer nonsense", "Bearer a.b.c", "Bearer .", "Bearer ..", "Basic YTpi"})
    void withoutAValidTokenNothingIsRead(String authorization) {
        given().header("Authorization", authorization)
                .contentType(ContentType.JSON)
                .body("{ not even json")
                .post("/api/v1/tickets")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", problem("unauthenticated"));
    }

    @Test
    void anExpiredTokenOrAnotherAudienceIsNoToken() {
        var expired = issuer.token(
                "anna.agent",
                Map.of("roles", List.of("agent"), "centre", "KO", "aud", "poststelle"),
                Duration.ofMinutes(-5));
        var elsewhere = issuer.token(
                "anna.agent", Map.of("roles", List.of("agent"), "centre", "KO", "aud", "other"), Duration.ofMinutes(5));
        for (var token : List.of(expired, elsewhere)) {
            given().auth().oauth2(token).get("/api/v1/tickets").then().statusCode(401);
        }
        var noCentre = issuer.token(new SampleUser("nina.agent", "agent", null, null));
        given().auth()
                .oauth2(noCentre)
                .get("/api/v1/tickets")
                .then()
                .statusCode(403)
                .body("type", problem("forbidden"));
        as(SampleUser.CARLA)
                .header("Idempotency-Key", "k")
                .body(CONCERN)
                .post("/api/v1/tickets")
                .then()
                .statusCode(403);
    }

    @Test
    void whatIsNotThereIsAProblemToo() {
        as(SampleUser.ANNA).get("/api/v1/nothing").then().statusCode(404);
        as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}", "no-uuid")
                .then()
                .statusCode(404)
                .body("type", problem("not-found"));
        for (var query : List.of("state=LOST", "cursor=nowhere", "limit=many")) {
            as(SampleUser.ANNA)
                    .get("/api/v1/tickets?" + query)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo(query.substring(0, query.indexOf('='))));
        }
        for (var list : List.of(
                "/operations/parked-records",
                "/api/v1/tickets/" + create(CONCERN).id() + "/history")) {
            as(list.startsWith("/operations") ? SampleUser.ADAM : SampleUser.ANNA)
                    .get(list + "?cursor=nowhere")
                    .then()
                    .statusCode(400)
                    .body("type", problem("invalid-cursor"));
        }
        given().auth()
                .oauth2(issuer.token(SampleUser.ANNA))
                .contentType("text/plain")
                .body("x")
                .post("/api/v1/tickets")
                .then()
                .statusCode(415)
                .body("type", problem("unsupported-media-type"));
    }

    // the words of these tests

    private record Receipt(UUID id, String reference) {}

    private Receipt create(String enquiry) {
        var answer = post(UUID.randomUUID().toString(), enquiry).statusCode(201).extract();
        return new Receipt(UUID.fromString(answer.path("id")), answer.path("reference"));
    }

    private ValidatableResponse post(String key, String enquiry) {
        var request = as(SampleUser.ANNA).body(enquiry);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/api/v1/tickets").then();
    }

    private ValidatableResponse act(SampleUser user, UUID id, String action, long version, String body) {
        var request = as(user).header("If-Match", "\"" + version + "\"");
        if (body != null) {
            request.body(body);
        }
        return request.post("/api/v1/tickets/{id}/{action}", id, action).then();
    }

    private ValidatableResponse ticket(SampleUser user, UUID id) {
        return as(user).get("/api/v1/tickets/{id}", id).then().statusCode(200);
    }

    private UUID decide(UUID id, int hop, String authority) {
        var event = topics.publish(
                "routing", "org.poststelle.routing.decided.v1", id, hop, "KO", decided(id, hop, authority));
        await().untilAsserted(() ->
                ticket(SampleUser.ANNA, id).body("state", equalTo("FORWARDED")).body("hop", equalTo(hop)));
        return event;
    }

    private static String decided(UUID id, int hop, String authority) {
        return """
                {"ticketId": "%s", "decisionId": "%s", "authority": "%s", "hop": %d, "decidedBy": "RULE",
                 "decidedAt": "2026-06-03T14:30:00.1Z"}""".formatted(id, UUID.randomUUID(), authority, hop);
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user)).contentType(ContentType.JSON);
    }

    /** Without a Content-Length, which the usual client of these tests always sends. */
    private HttpResponse<String> sendChunked(String body) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/tickets"))
                .header("Authorization", "Bearer " + issuer.token(SampleUser.ANNA))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static Handler errorsInto(Queue<String> errors) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    errors.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static Socket send(String request) throws IOException {
        var connection = new Socket("localhost", RestAssured.port);
        connection.setSoTimeout(10_000);
        connection.getOutputStream().write(request.getBytes(UTF_8));
        return connection;
    }

    private static String firstLine(Socket connection) {
        try {
            return new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8)).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes back until the connection ends. */
    private static String sendRaw(String request) throws IOException {
        try (var connection = send(request)) {
            return new String(connection.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static Matcher<String> problem(String code) {
        return equalTo("urn:poststelle:problem:" + code);
    }
}
