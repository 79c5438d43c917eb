package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics.Message;
import org.poststelle.ticket.TicketServiceTest;

/** An authority asks the citizen something before it can answer. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class QuestionTest extends TicketServiceTest {

    private static final String QUESTION = "{\"text\": \"Wann wurde Ihr Kind geboren?\"}";
    private static final String REPLY = "{\"text\": \"Am 3. Mai, sagt Frau Beispiel.\"}";
    private static final String WITHDRAWN = "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}";
    private static final Duration WEEK = Duration.ofDays(7);

    @Inject
    TicketCommands commands;

    @Inject
    Clock clock;

    private UUID id = new UUID(0, 0);

    @BeforeEach
    void acceptATicket() {
        id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
    }

    @Test
    void ticketWaitsUntilTheAgentNotesTheReply() {
        ask(3).statusCode(200)
                .body("state", equalTo("WAITING"))
                .body("letters.text", contains("Wann wurde Ihr Kind geboren?"))
                .body("replyBy", notNullValue())
                .body(
                        "actions",
                        contains(
                                "REPLY",
                                "WITHDRAW_QUESTION",
                                "INFORM",
                                "PRIORITISE",
                                "CORRECT_CONTACT",
                                "CLOSE",
                                "MERGE"));
        for (var user : List.of(SampleUser.ANNA, SampleUser.CARLA)) {
            api.as(user).get("/api/v1/tickets?queue=WAITING&limit=100").then().body("items.id", hasItem(id.toString()));
            api.as(user)
                    .get("/api/v1/tickets?queue=WORKING&limit=100")
                    .then()
                    .body("items.id", not(hasItem(id.toString())));
        }

        api.act(SampleUser.ANNA, id, "reply", 4, REPLY)
                .statusCode(200)
                .body("state", equalTo("ACCEPTED"))
                .body("replyBy", nullValue());

        api.ticket(SampleUser.CARLA, id).body("actions", hasItem("ANSWER")).body("letters", hasSize(1));
        api.history(SampleUser.CARLA, id).body("items.text", hasItem("Am 3. Mai, sagt Frau Beispiel."));
        topics.await(id, "tickets", "org.poststelle.ticket.resumed.v1");
        var published = topics.about(id, "tickets");
        assertThat(published)
                .extracting(Message::type)
                .endsWith("org.poststelle.ticket.waiting.v1", "org.poststelle.ticket.resumed.v1");
        assertThat(published)
                .allSatisfy(
                        message -> assertThat(Contracts.of("ticket-service").violations(message.type(), message.body()))
                                .isEmpty())
                .noneSatisfy(message -> assertThat(message.toString()).containsAnyOf("Kind", "Mai", "Beispiel"));
    }

    @Test
    void authorityAsksAgain() {
        ask(3);
        api.act(SampleUser.CARLA, id, "reply", 4, REPLY).statusCode(200);
        ask(5).statusCode(200).body("letters", hasSize(2)).body("state", equalTo("WAITING"));
    }

    @Test
    void authorityGoesOnWithoutAReply() {
        ask(3);
        withdraw(BUERGERAMT, 4).statusCode(404);
        withdraw(SampleUser.ANNA, 4).statusCode(403);

        withdraw(SampleUser.CARLA, 4).statusCode(200).body("state", equalTo("ACCEPTED"));

        withdraw(SampleUser.CARLA, 5).statusCode(409).body("type", problem("invalid-transition"));
        assertThat(resumed().path("reason").asText()).isEqualTo("WITHDRAWN");
    }

    @Test
    void whileTheCitizenIsAskedNothingIsAnsweredOrReturned() {
        ask(3);
        ask(4).statusCode(409)
                .body("detail", containsString("REPLY, WITHDRAW_QUESTION, INFORM, PRIORITISE, CORRECT_CONTACT, CLOSE"));
        api.act(SampleUser.CARLA, id, "answer", 4, REPLY).statusCode(409);
        api.act(SampleUser.CARLA, id, "return", 4, "{\"reason\": \"OTHER\", \"text\": \"Doch nicht.\"}")
                .statusCode(409);
        api.act(SampleUser.ANNA, id, "reply", 3, REPLY).statusCode(412);
        api.act(SampleUser.ANNA, id, "reply", 4, "{\"text\": \" \"}").statusCode(422);
        api.ticket(SampleUser.CARLA, id).body("version", equalTo(4)).body("state", equalTo("WAITING"));
    }

    @Test
    void citizenWhoIsAskedCanStillWithdrawTheEnquiry() {
        ask(3);
        api.act(SampleUser.ANNA, id, "closure", 4, WITHDRAWN)
                .statusCode(200)
                .body("state", equalTo("CLOSED"))
                .body("replyBy", nullValue());
    }

    @Test
    void citizenIsRemindedOnceAndThenNobodyWaitsAnyLonger() {
        ask(3);
        var asked = clock.instant();

        pursueAt(asked.plus(WEEK.minusHours(1)));
        assertThat(types()).doesNotContain("org.poststelle.ticket.reminded.v1");
        pursueAt(asked.plus(WEEK));
        pursueAt(asked.plus(WEEK).plusSeconds(1));
        pursueAt(asked.plus(WEEK.multipliedBy(2)));
        pursueAt(asked.plus(WEEK.multipliedBy(3)));

        api.ticket(SampleUser.CARLA, id).body("state", equalTo("ACCEPTED"));
        assertThat(resumed().path("reason").asText()).isEqualTo("NO_REPLY");
        assertThat(types()).containsOnlyOnce("org.poststelle.ticket.reminded.v1");
        api.history(SampleUser.ANNA, id)
                .body("items.find { it.type == 'org.poststelle.ticket.resumed.v1' }.actor", equalTo("ticket-service"));
    }

    @Test
    void nobodyIsRemindedOfAQuestionThatWasAnswered() {
        ask(3);
        api.act(SampleUser.ANNA, id, "reply", 4, REPLY);
        pursueAt(clock.instant().plus(WEEK.multipliedBy(3)));
        api.ticket(SampleUser.CARLA, id).body("version", equalTo(5));
    }

    private ValidatableResponse ask(long version) {
        return api.act(SampleUser.CARLA, id, "question", version, QUESTION);
    }

    private ValidatableResponse withdraw(SampleUser user, long version) {
        return api.as(user)
                .header("If-Match", "\"" + version + "\"")
                .delete("/api/v1/tickets/{id}/question", id)
                .then();
    }

    private void pursueAt(Instant at) {
        AccessScope.SERVICE.run(() -> commands.pursueQuestions(1_000, at));
    }

    private JsonNode resumed() {
        return topics.await(id, "tickets", "org.poststelle.ticket.resumed.v1").body();
    }

    private List<String> types() {
        return topics.about(id, "tickets").stream().map(Message::type).toList();
    }
}
