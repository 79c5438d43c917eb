package org.poststelle.ticket.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.decided;
import static org.poststelle.ticket.TicketApi.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class IntegrationTest extends TicketServiceTest {

    private static final SampleUser NOTIFICATION = SampleUser.service("notification-service");
    private static final String DECIDED = "org.poststelle.routing.decided.v1";
    private static final String PROMISED = "org.poststelle.sla.promised.v1";

    @ParameterizedTest
    @CsvSource({"met, MET", "breached, BREACHED", "paused, PAUSED", "resumed, RUNNING", "unmet, RUNNING"})
    void promiseIsShownOnTheTicket(String event, String state) {
        var id = api.create();
        var promised = publishExample("sla-service", "sla", PROMISED, id, 1);
        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id)
                .body("dueAt", equalTo(promised.path("dueAt").asText()))
                .body("promise", equalTo("RUNNING"))
                .body("version", equalTo(1)));
        publishExample("sla-service", "sla", "org.poststelle.sla." + event + ".v1", id, 2);
        await().untilAsserted(() ->
                api.ticket(SampleUser.ANNA, id).body("promise", equalTo(state)).body("version", equalTo(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "routing-service, routing, org.poststelle.routing.undecided.v1",
        "notification-service, notifications, org.poststelle.notification.sent.v1",
        "notification-service, notifications, org.poststelle.notification.failed.v1"
    })
    void eventsOfOtherServicesStandInTheHistory(String service, String topic, String type) {
        var id = api.create();
        publishExample(service, topic, type, id, 1);
        await().untilAsserted(() -> api.history(SampleUser.ANNA, id).body("items.type", hasItem(type)));
        api.ticket(SampleUser.ANNA, id).body("version", equalTo(1)).body("state", equalTo("NEW"));
    }

    @Test
    void decisionOfRoutingIsApplied() {
        var id = api.create();
        var example = publishExample("routing-service", "routing", DECIDED, id, 1);
        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id)
                .body("state", equalTo("FORWARDED"))
                .body("authority", equalTo(example.path("authority").asText())));
    }

    @Test
    void eventIsAboutTheTicketOfItsKeyWhateverItsBodySays() {
        var id = api.create();
        var other = api.create();
        topics.publish("sla", "org.poststelle.sla.breached.v1", id, 1, "KO", """
                {"ticketId": "%s", "dueAt": "2026-06-05T14:30:00Z"}""".formatted(other));
        topics.publish("routing", DECIDED, id, 1, "KO", decided(other, 1, ELTERNGELD));

        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id)
                .body("promise", equalTo("BREACHED"))
                .body("state", equalTo("FORWARDED")));
        api.ticket(SampleUser.ANNA, other)
                .body("promise", nullValue())
                .body("state", equalTo("NEW"))
                .body("version", equalTo(1));
    }

    @Test
    void correspondenceOfAnAnsweredTicketIsTheExampleOfItsContract() {
        var id = api.create();
        var promised = publishExample("sla-service", "sla", PROMISED, id, 1);
        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id).body("promise", equalTo("RUNNING")));
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.act(SampleUser.CARLA, id, "question", 3, "{\"text\": \"Wann wurde Ihr Kind geboren?\"}")
                .statusCode(200);
        api.act(SampleUser.ANNA, id, "reply", 4, "{\"text\": \"Am 3. Mai.\"}").statusCode(200);
        api.act(SampleUser.CARLA, id, "answer", 5, "{\"text\": \"Bitte bringen Sie die Geburtsurkunde mit.\"}")
                .statusCode(200);
        api.as(SampleUser.ANNA)
                .queryParam("ticket", id)
                .get("/internal/v1/correspondence")
                .then()
                .statusCode(403);
        var items = correspondence(id, UUID.randomUUID())
                .statusCode(200)
                .extract()
                .as(JsonNode.class)
                .path("items");
        assertThat(items).hasSize(1);
        var read = items.get(0);
        var example = Contracts.of("ticket-service").read("correspondence.example.json");
        ((ObjectNode) example).set("dueAt", promised.path("dueAt"));
        for (var own : List.of(
                "/ticketId",
                "/reference",
                "/letters/0/id",
                "/letters/0/writtenAt",
                "/letters/1/id",
                "/letters/1/writtenAt")) {
            assertThat(read.at(own).isTextual()).as(own).isTrue();
            var end = own.lastIndexOf('/');
            ((ObjectNode) example.at(own.substring(0, end))).set(own.substring(end + 1), read.at(own));
        }
        assertThat(read).isEqualTo(example);
    }

    @Test
    void citizenIsCalledWhenTheMailWithTheAnswerFailed() {
        var id = answered();
        String answerId = api.ticket(SampleUser.ANNA, id).extract().jsonPath().getString("letters[0].id");
        api.act(SampleUser.ANNA, id, "callbacks", 4, "{\"outcome\": \"REACHED\"}")
                .statusCode(409);

        publishMail("failed", id, 1, answerId);

        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id)
                .body("answerUndelivered", equalTo(true))
                .body("version", equalTo(5))
                .body("actions", hasItem("CALL_BACK")));
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets?queue=CALLBACK&limit=100")
                .then()
                .body("items.id", hasItem(id.toString()));
        api.act(SampleUser.ANNA, id, "closure", 5, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(409);
        api.act(SampleUser.ANNA, id, "callbacks", 5, "{\"outcome\": \"REACHED\"}")
                .statusCode(200);
        api.act(SampleUser.ANNA, id, "closure", 6, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(200);
        topics.await(id, "tickets", "org.poststelle.ticket.closed.v1");
        assertThat(topics.about(id, "tickets"))
                .extracting(Topics.Message::type)
                .contains("org.poststelle.ticket.answer-undelivered.v1");
    }

    @Test
    void closedTicketIsInAQueueAgainWhenTheMailFails() {
        var id = answered();
        String answerId = api.ticket(SampleUser.ANNA, id).extract().jsonPath().getString("letters[0].id");
        api.act(SampleUser.ANNA, id, "closure", 4, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(200);

        publishMail("failed", id, 1, answerId);

        await().untilAsserted(() -> api.ticket(SampleUser.CARLA, id)
                .body("state", equalTo("ANSWERED"))
                .body("version", equalTo(6))
                .body("actions", hasItem("CALL_BACK")));
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets?queue=CALLBACK&limit=100")
                .then()
                .body("items.id", hasItem(id.toString()));
        topics.await(id, "tickets", "org.poststelle.ticket.answer-undelivered.v1");
    }

    @Test
    void nobodyIsCalledWhenTheMailWasSentAgain() {
        var id = answered();
        String answerId = api.ticket(SampleUser.ANNA, id).extract().jsonPath().getString("letters[0].id");
        publishMail("failed", id, 1, answerId);
        publishMail("sent", id, 2, answerId);
        publishMail("failed", id, 3, UUID.randomUUID().toString());

        topics.await(id, "tickets", "org.poststelle.ticket.answer-delivered.v1");

        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id)
                .body("answerUndelivered", equalTo(false))
                .body("version", equalTo(6)));
        api.act(SampleUser.ANNA, id, "closure", 6, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(200);
    }

    private UUID answered() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Ja.\"}").statusCode(200);
        return id;
    }

    private void publishMail(String what, UUID id, long version, String letterId) {
        var type = "org.poststelle.notification." + what + ".v1";
        var mail = ((ObjectNode) Contracts.of("notification-service").example(type))
                .put("ticketId", id.toString())
                .put("kind", "ANSWER")
                .put("letterId", letterId);
        topics.publish("notifications", type, id, version, "KO", mail.toString());
    }

    @Test
    void correspondenceOfTooManyTicketsIsRefused() {
        correspondence(Stream.generate(UUID::randomUUID).limit(51).toArray()).statusCode(422);
        correspondence("x").statusCode(400);
    }

    @Test
    void correspondenceOfNoTicketsIsEmpty() {
        correspondence(UUID.randomUUID()).statusCode(200).body("items", hasSize(0));
    }

    private ValidatableResponse correspondence(Object... tickets) {
        return api.as(NOTIFICATION)
                .queryParam("ticket", tickets)
                .get("/internal/v1/correspondence")
                .then();
    }

    @Test
    void decisionDeliveredTwiceForwardsOnce() {
        var id = api.create();
        var decision = api.decide(id, 1, ELTERNGELD);
        topics.publishAgain(decision, "routing", DECIDED, id, 1, "KO", decided(id, 1, ELTERNGELD));
        publishExample("routing-service", "routing", "org.poststelle.routing.undecided.v1", id, 2);
        await().untilAsserted(() ->
                api.history(SampleUser.ANNA, id).body("items.type", hasItem("org.poststelle.routing.undecided.v1")));
        api.ticket(SampleUser.ANNA, id).body("version", equalTo(2));
    }

    @Test
    void decisionForAClosedTicketChangesNothing() {
        var id = api.create();
        api.act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(200);
        topics.publish("routing", DECIDED, id, 1, "KO", decided(id, 1, ELTERNGELD));
        await().untilAsserted(() -> api.history(SampleUser.ANNA, id).body("items.type", hasItem(DECIDED)));
        api.ticket(SampleUser.ANNA, id).body("state", equalTo("CLOSED")).body("version", equalTo(2));
        api.as(SampleUser.CARLA).get("/api/v1/tickets/{id}", id).then().statusCode(404);
    }

    @Test
    void eventThatOvertookAnotherWaitsForIt() {
        var id = api.create();
        publishExample("sla-service", "sla", "org.poststelle.sla.met.v1", id, 2);
        await().untilAsserted(() -> assertThat(api.parked(id, "OUT_OF_ORDER")).hasSize(1));
        publishExample("sla-service", "sla", PROMISED, id, 1);
        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id).body("promise", equalTo("MET")));
        assertThat(api.parked(id, "OUT_OF_ORDER")).isEmpty();
    }

    @Test
    void malformedEventIsParkedAndTheOthersContinue() {
        var id = api.create();
        var broken = UUID.randomUUID();
        topics.publishRaw("sla", id.toString(), Map.of("ce_type", "x"), new byte[] {0, 1, 2});
        topics.publish("sla", PROMISED, broken, 1, "KO", "{\"dueAt\": \"tomorrow\"}");
        publishExample("sla-service", "sla", PROMISED, id, 1);
        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id).body("promise", equalTo("RUNNING")));
        await().untilAsserted(() -> assertThat(api.parked(broken, "MALFORMED")).hasSize(1));

        var path =
                "/operations/parked-records/" + api.parked(broken, "MALFORMED").getFirst();
        api.as(SampleUser.ANNA).post(path + "/replay").then().statusCode(403);
        api.as(SampleUser.ADAM).post(path + "/replay").then().statusCode(409).body("type", problem("still-parked"));
        api.as(SampleUser.ADAM).delete(path).then().statusCode(204);
        api.as(SampleUser.ADAM).delete(path).then().statusCode(404);
        assertThat(api.parked(broken, "MALFORMED")).isEmpty();
    }

    /** Publishes the producer's own example for a ticket of these tests. */
    private JsonNode publishExample(String service, String topic, String type, UUID id, long version) {
        var example = (ObjectNode) Contracts.of(service).example(type);
        example.put("ticketId", id.toString());
        topics.publish(topic, type, id, version, "KO", example.toString());
        return example;
    }
}
