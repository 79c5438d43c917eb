package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.decided;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics.Message;
import org.poststelle.ticket.TicketApi;
import org.poststelle.ticket.TicketServiceTest;

/** What was written down wrongly is put right, and what was wrong stays in the history. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class CorrectionTest extends TicketServiceTest {

    private static final String WOHNGELD = "{\"serviceKey\": \"local:wohngeld\", \"regionKey\": \"071110000000\"}";

    @Test
    void ticketWithAMistakenServiceLeavesItsAuthorityAndGoesToTheRightOne() {
        var id = accepted();

        api.put(SampleUser.ANNA, id, "classification", 3, WOHNGELD)
                .statusCode(200)
                .body("state", equalTo("NEW"))
                .body("authority", nullValue())
                .body("serviceKey", equalTo("local:wohngeld"))
                .body("claim", nullValue());

        assertValid(topics.await(id, "tickets", "org.poststelle.ticket.reclassified.v1"));
        api.ticket(SampleUser.CARLA, id).body("subject", nullValue()).body("actions", empty());
        api.put(SampleUser.CARLA, id, "classification", 4, WOHNGELD).statusCode(403);
        api.decide(id, 2, TicketApi.BUERGERAMT.authority());
        api.ticket(TicketApi.BUERGERAMT, id).body("subject", equalTo("Frage zum Elterngeld"));
    }

    @Test
    void decisionOnTheMistakenServiceComesTooLate() {
        var id = api.create();
        api.put(SampleUser.ANNA, id, "classification", 1, WOHNGELD).statusCode(200);

        topics.publish("routing", "org.poststelle.routing.decided.v1", id, 1, "KO", decided(id, 1, ELTERNGELD));

        await().untilAsserted(() ->
                api.history(SampleUser.ANNA, id).body("items.type", hasItem("org.poststelle.routing.decided.v1")));
        api.ticket(SampleUser.ANNA, id).body("state", equalTo("NEW"));
        api.decide(id, 2, TicketApi.BUERGERAMT.authority());
    }

    @Test
    void sameServiceAndRegionAgainIsNoCorrection() {
        var id = accepted();
        api.put(
                        SampleUser.CARLA,
                        id,
                        "classification",
                        3,
                        "{\"serviceKey\": \"local:elterngeld\", \"regionKey\": \"071110000000\"}")
                .statusCode(200)
                .body("version", equalTo(3))
                .body("state", equalTo("ACCEPTED"));
        api.put(SampleUser.CARLA, id, "classification", 2, WOHNGELD).statusCode(412);
        api.put(SampleUser.CARLA, id, "classification", 3, "{\"serviceKey\": \"?\", \"regionKey\": \"7\"}")
                .statusCode(422);
    }

    @Test
    void answeredTicketIsNotRoutedAgain() {
        var id = answered();
        api.put(SampleUser.ANNA, id, "classification", 4, WOHNGELD)
                .statusCode(409)
                .body("type", problem("invalid-transition"));
    }

    @Test
    void answerGoesToTheCorrectedAddress() {
        var id = answered();

        api.put(SampleUser.ANNA, id, "contact", 4, mail("erika.beispiel@beispiel.example"))
                .statusCode(200)
                .body("version", equalTo(5))
                .body("state", equalTo("ANSWERED"))
                .body("citizen.email", equalTo("erika.beispiel@beispiel.example"))
                .body("citizen.name", nullValue());

        var corrected = topics.await(id, "tickets", "org.poststelle.ticket.contact-corrected.v1");
        assertValid(corrected);
        assertThat(corrected.body().toString()).contains("answerId").doesNotContain("beispiel");
        api.history(SampleUser.ANNA, id).body("items.text", hasItem("Erika Beispiel, erika@beispiel.example, de"));
        api.as(SampleUser.ANNA)
                .body("{\"email\": \"Erika.Beispiel@beispiel.example\"}")
                .post("/api/v1/tickets/search?limit=100")
                .then()
                .body("items.id", hasItem(id.toString()));
        api.as(SampleUser.ANNA)
                .body("{\"email\": \"erika@beispiel.example\"}")
                .post("/api/v1/tickets/search?limit=100")
                .then()
                .body("items.id", not(hasItem(id.toString())));
    }

    @Test
    void sameContactAgainIsNoCorrection() {
        var id = accepted();
        var contact = mail("neu@beispiel.example");
        api.put(SampleUser.CARLA, id, "contact", 3, contact).statusCode(200).body("version", equalTo(4));
        api.put(SampleUser.CARLA, id, "contact", 4, contact).statusCode(200).body("version", equalTo(4));
        assertThat(topics.about(id, "tickets"))
                .extracting(Message::version)
                .contains(4L)
                .doesNotContain(5L);
    }

    @Test
    void whoWasNotReachedByPhoneGetsTheAnswerByMail() {
        var id = api.create(TicketApi.ENQUIRY
                        .replace("EMAIL", "CALLBACK")
                        .replace("\"email\": \"erika@beispiel.example\"", "\"phone\": \"030 23125 008\""))
                .id();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Ja.\"}").statusCode(200);
        api.act(SampleUser.CARLA, id, "callbacks", 4, "{\"outcome\": \"NOT_REACHED\"}")
                .body("actions", contains("ANSWER", "CALL_BACK", "PRIORITISE", "CORRECT_CONTACT", "CLOSE"));

        api.put(SampleUser.CARLA, id, "contact", 5, mail("erika@beispiel.example"))
                .statusCode(200)
                .body("replyChannel", equalTo("EMAIL"))
                .body("actions", contains("ANSWER", "PRIORITISE", "CORRECT_CONTACT", "CLOSE"));

        assertThat(topics.await(id, "tickets", "org.poststelle.ticket.contact-corrected.v1")
                        .body()
                        .has("answerId"))
                .isTrue();
        api.put(
                        SampleUser.CARLA,
                        id,
                        "contact",
                        6,
                        "{\"replyChannel\": \"CALLBACK\", \"citizen\": {\"phone\": \"030 23125 008\"}}")
                .statusCode(409)
                .body("type", problem("already-heard"))
                .body("field", equalTo("replyChannel"));
    }

    @Test
    void contactMustFitTheChannel() {
        var id = api.create();
        api.put(SampleUser.ANNA, id, "contact", 1, "{\"replyChannel\": \"CALLBACK\", \"citizen\": {}}")
                .statusCode(422)
                .body("violations.field", hasItem("citizen.phone"));
        api.put(SampleUser.ANNA, id, "contact", 1, mail("kein Zeichen dazwischen"))
                .statusCode(422);
        api.ticket(SampleUser.ANNA, id).body("citizen.email", equalTo("erika@beispiel.example"));
    }

    private UUID accepted() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        return id;
    }

    private UUID answered() {
        var id = accepted();
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Ja.\"}").statusCode(200);
        return id;
    }

    private static String mail(String address) {
        return "{\"replyChannel\": \"EMAIL\", \"citizen\": {\"email\": \"%s\"}}".formatted(address);
    }

    private static void assertValid(Message message) {
        assertThat(Contracts.of("ticket-service").violations(message.type(), message.body()))
                .isEmpty();
    }
}
