package org.poststelle.ticket.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class HistoryTest extends TicketServiceTest {

    private static final String SENT = "org.poststelle.notification.sent.v1";
    private static final String NOTED = "org.poststelle.ticket.noted.v1";

    @Test
    void historyIsReadableWhateverAnEventSaid() {
        var id = api.create();
        topics.publish("notifications", SENT, id, 1, "KO", "{\"a\": 1e20000, \"b\": \"\\u0000\"}");
        await().untilAsserted(() -> api.history(SampleUser.ANNA, id).body("items.type", hasItem(SENT)));
    }

    @Test
    void historyIsNeverChanged() {
        api.create();
        for (var sql : List.of("update ticket_history set actor = 'x'", "delete from ticket_history")) {
            assertThat(catchThrowable(() -> database.execute(sql))).hasStackTraceContaining("never changed");
        }
    }

    /** Entries of other services and changes of the ticket race for their place; who pages behind them misses none. */
    @Test
    void readerWhoContinuesAfterTheLastEntrySeesEveryEntry() throws Exception {
        var id = api.create();
        var seen = new ArrayList<Integer>();
        try (var writers = Executors.newFixedThreadPool(3)) {
            var topicsToWrite = List.of("sla", "notifications", "routing");
            var types = List.of("org.poststelle.sla.promised.v1", SENT, "org.poststelle.routing.undecided.v1");
            for (int number = 0; number < 3; number++) {
                var topic = topicsToWrite.get(number);
                var type = types.get(number);
                writers.execute(() -> IntStream.rangeClosed(1, 30)
                        .forEach(version -> topics.publish(
                                topic, type, id, version, "KO", "{\"dueAt\": \"2026-06-05T14:30:00Z\"}")));
            }
            await().atMost(java.time.Duration.ofMinutes(1))
                    .pollInterval(java.time.Duration.ofMillis(5))
                    .until(() -> {
                        var last = seen.isEmpty() ? 0 : seen.getLast();
                        List<Integer> more = api.as(SampleUser.ANNA)
                                .get("/api/v1/tickets/{id}/history?limit=100&cursor={last}", id, last)
                                .jsonPath()
                                .getList("items.entry");
                        seen.addAll(more);
                        return seen.size() >= 91;
                    });
        }
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 91).boxed().toList());
    }

    @Test
    void noteIsForTheCentreAndTheAuthorityThatHasTheTicket() {
        var id = api.create();
        note(SampleUser.ANNA, id, "Ruft erst ab 16 Uhr zurück.").statusCode(201).body("entry", equalTo(2));
        api.decide(id, 1, ELTERNGELD);
        note(SampleUser.CARLA, id, "Akte liegt bei Herrn Maier.").statusCode(201);

        for (var colleague : List.of(SampleUser.KURT, SampleUser.CARLA)) {
            api.history(colleague, id)
                    .body(
                            "items.findAll { it.type == '%s' }.text".formatted(NOTED),
                            contains("Ruft erst ab 16 Uhr zurück.", "Akte liegt bei Herrn Maier."))
                    .body(
                            "items.findAll { it.type == '%s' }.actor".formatted(NOTED),
                            contains("anna.agent", "carla.clerk"));
        }
        api.ticket(SampleUser.CARLA, id).body("version", equalTo(2));
        assertThat(topics.about(id, "tickets")).hasSize(2);
    }

    @Test
    void noteSaidTwiceIsOneNote() {
        var id = api.create();
        note(SampleUser.ANNA, id, "Bitte laut sprechen.").statusCode(201).body("entry", equalTo(2));
        note(SampleUser.ANNA, id, "Bitte laut sprechen.").statusCode(201).body("entry", equalTo(2));
        note(SampleUser.KURT, id, "Bitte laut sprechen.").statusCode(201).body("entry", equalTo(3));
        api.history(SampleUser.ANNA, id).body("items", hasSize(3));
    }

    @Test
    void formerAuthorityNeitherWritesNorReadsNotes() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "return", 2, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht wir.\"}")
                .statusCode(200);
        note(SampleUser.KURT, id, "Geht an das Bürgeramt.").statusCode(201);

        note(SampleUser.CARLA, id, "Doch wir.").statusCode(403).body("type", problem("not-assigned"));
        note(SampleUser.VERA, id, "Von nebenan.").statusCode(404);
        api.history(SampleUser.CARLA, id)
                .body("items.findAll { it.type == '%s' }".formatted(NOTED), hasSize(1))
                .body("items.findAll { it.text != null }", hasSize(0));
        note(SampleUser.ANNA, id, " ").statusCode(422);
        note(SampleUser.ANNA, id, "x".repeat(10_001)).statusCode(422);
    }

    private ValidatableResponse note(SampleUser user, UUID id, String text) {
        return api.as(user)
                .body(Map.of("text", text))
                .post("/api/v1/tickets/{id}/notes", id)
                .then();
    }

    @Test
    void historyIsPaged() {
        var id = api.create();
        topics.publish("notifications", SENT, id, 1, "KO", "{}");
        topics.publish("notifications", SENT, id, 2, "KO", "{}");
        await().untilAsserted(() -> api.history(SampleUser.ANNA, id).body("items", hasSize(3)));
        var first = api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/history?limit=2", id)
                .then()
                .body("items", hasSize(2))
                .extract()
                .jsonPath();
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/history?limit=2&cursor={next}", id, first.getString("next"))
                .then()
                .body("items", hasSize(1));
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/history?cursor=nowhere", id)
                .then()
                .statusCode(400)
                .body("type", problem("invalid-cursor"));
    }

    @Test
    void historyIsIntactUntilSomebodyRewritesAnEntry() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        var hash = verification(id)
                .body("intact", equalTo(true))
                .body("entries", greaterThanOrEqualTo(4))
                .extract()
                .path("hash");
        assertThat(hash).asString().matches("[0-9a-f]{64}");

        rewrite("update ticket_history set actor = 'nobody' where ticket_id = ? and entry = 2", id);

        verification(id).body("intact", equalTo(false)).body("brokenAt", equalTo(2));
    }

    @Test
    void missingEntriesAreNoticed() {
        var removed = api.create();
        api.decide(removed, 1, ELTERNGELD);
        var cut = api.create();
        api.decide(cut, 1, ELTERNGELD);

        rewrite("delete from ticket_history where ticket_id = ? and entry = 2", removed);
        rewrite("delete from ticket_history where ticket_id = ? and entry = 3", cut);
        var emptied = api.create();
        rewrite("delete from ticket_history where ticket_id = ?", emptied);

        verification(removed).body("intact", equalTo(false)).body("brokenAt", equalTo(3));
        verification(emptied).body("intact", equalTo(false)).body("entries", equalTo(0));
        verification(cut).body("intact", equalTo(false)).body("brokenAt", equalTo(3));
    }

    @Test
    void onlyCoordinatorsOfTheCentreExamineAHistory() {
        var id = api.create();
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/history/verification", id)
                .then()
                .statusCode(403);
        api.as(new SampleUser("tina.coordinator", "coordinator", "TR", null))
                .get("/api/v1/tickets/{id}/history/verification", id)
                .then()
                .statusCode(404);
    }

    private ValidatableResponse verification(UUID id) {
        return api.as(SampleUser.KURT)
                .get("/api/v1/tickets/{id}/history/verification", id)
                .then()
                .statusCode(200);
    }

    /** As somebody would who has the rights of the service's database role. */
    private void rewrite(String sql, UUID id) {
        database.execute("alter table ticket_history disable trigger ticket_history_append_only");
        try {
            assertThat(database.execute(sql, id)).isEqualTo(1);
        } finally {
            database.execute("alter table ticket_history enable trigger ticket_history_append_only");
        }
    }
}
