package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics.Message;
import org.poststelle.ticket.TicketServiceTest;

/** What can still happen when something was said to the citizen: more, better, nothing any more, or all over again. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class AfterTheAnswerTest extends TicketServiceTest {

    private static final String BY_CALL = ENQUIRY.replace("EMAIL", "CALLBACK")
            .replace("\"email\": \"erika@beispiel.example\"", "\"phone\": \"030 23125 008\"");
    private static final String CLOSED_AS_ANSWERED = "{\"outcome\": \"ANSWERED\"}";

    @Test
    void interimReplyLeavesTheTicketWhereItIs() {
        var id = accepted(ENQUIRY);
        api.act(SampleUser.CARLA, id, "interim-reply", 3, text("Wir fragen im Archiv nach."))
                .statusCode(200)
                .body("state", equalTo("ACCEPTED"))
                .body("version", equalTo(4))
                .body("letters.kind", contains("INTERIM"))
                .body("claim.by", equalTo("carla.clerk"));
        awaitValid(id, "informed");
        api.act(SampleUser.ANNA, id, "interim-reply", 4, text("Ich auch.")).statusCode(403);
    }

    @Test
    void answerIsCorrected() {
        var id = answered(ENQUIRY);
        api.act(SampleUser.CARLA, id, "answer", 4, text("Doch nicht."))
                .statusCode(200)
                .body("state", equalTo("ANSWERED"))
                .body("letters.text", contains("Bitte kommen Sie vorbei.", "Doch nicht."));
        api.act(SampleUser.ANNA, id, "closure", 5, CLOSED_AS_ANSWERED).statusCode(200);
        topics.await(id, "tickets", "org.poststelle.ticket.closed.v1");
        assertThat(topics.about(id, "tickets")).extracting(Message::version).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void clerkAnswersOnThePhoneAndNotesWhatWasSaid() {
        var id = accepted(BY_CALL);
        api.act(SampleUser.ANNA, id, "callbacks", 3, "{\"outcome\": \"REACHED\", \"note\": \"Ja\"}")
                .statusCode(409)
                .body("type", problem("invalid-transition"));
        api.act(SampleUser.CARLA, id, "callbacks", 3, "{\"outcome\": \"REACHED\"}")
                .statusCode(422)
                .body("type", problem("answer-undocumented"));
        api.act(SampleUser.CARLA, id, "callbacks", 3, "{\"outcome\": \"NOT_REACHED\"}")
                .statusCode(200)
                .body("state", equalTo("ACCEPTED"));

        api.act(SampleUser.CARLA, id, "callbacks", 4, "{\"outcome\": \"REACHED\", \"note\": \"Vierzehn Monate.\"}")
                .statusCode(200)
                .body("state", equalTo("ANSWERED"));

        api.act(SampleUser.ANNA, id, "closure", 5, CLOSED_AS_ANSWERED).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"outcome\": \"WITHDRAWN\"}", "{\"outcome\": \"WITHDRAWN\", \"text\": \" \"}"})
    void nobodyClosesAnEnquiryWithoutAWord(String closure) {
        var id = accepted(ENQUIRY);
        api.act(SampleUser.CARLA, id, "closure", 3, closure)
                .statusCode(422)
                .body("type", problem("closure-unexplained"))
                .body("field", equalTo("text"));
        api.ticket(SampleUser.CARLA, id).body("state", equalTo("ACCEPTED"));

        api.act(SampleUser.CARLA, id, "closure", 3, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Doppelt gemeldet.\"}")
                .statusCode(200)
                .body("letters.text", contains("Doppelt gemeldet."))
                .body("closure", equalTo("WITHDRAWN"));
        awaitValid(id, "closed");
    }

    @Test
    void ticketWhoseAnswerWasNotEnoughIsReopened() {
        var id = answered(ENQUIRY);
        api.act(SampleUser.ANNA, id, "closure", 4, CLOSED_AS_ANSWERED).statusCode(200);
        api.act(SampleUser.CARLA, id, "reopening", 5, text("Bitte.")).statusCode(403);

        api.act(SampleUser.ANNA, id, "reopening", 5, text("Frau Beispiel hat noch eine Frage."))
                .statusCode(200)
                .body("state", equalTo("FORWARDED"))
                .body("closure", nullValue());

        awaitValid(id, "reopened");
        api.act(SampleUser.ANNA, id, "reopening", 6, text("Noch einmal.")).statusCode(409);
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets?queue=INBOX&limit=100&dueBefore=9999-12-31T00:00:01Z")
                .then()
                .body("items.id", hasItem(id.toString()));
        api.history(SampleUser.CARLA, id).body("items.text", hasItem("Frau Beispiel hat noch eine Frage."));
        api.act(SampleUser.CARLA, id, "acceptance", 6, null).statusCode(200);
        api.act(SampleUser.CARLA, id, "answer", 7, text("Jetzt ganz genau.")).statusCode(200);
        api.act(SampleUser.ANNA, id, "closure", 8, CLOSED_AS_ANSWERED).statusCode(200);
    }

    @Test
    void withdrawnEnquiryIsNotReopened() {
        var id = accepted(ENQUIRY);
        api.act(SampleUser.ANNA, id, "closure", 3, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Erledigt.\"}")
                .body("actions", not(hasItem("REOPEN")));
        api.act(SampleUser.ANNA, id, "reopening", 4, text("Doch nicht erledigt."))
                .statusCode(409)
                .body("type", problem("closed-for-good"));
    }

    private UUID accepted(String enquiry) {
        var id = api.create(enquiry).id();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        return id;
    }

    private UUID answered(String enquiry) {
        var id = accepted(enquiry);
        api.act(SampleUser.CARLA, id, "answer", 3, text("Bitte kommen Sie vorbei."))
                .statusCode(200);
        return id;
    }

    private void awaitValid(UUID id, String event) {
        var type = "org.poststelle.ticket." + event + ".v1";
        var message = topics.await(id, "tickets", type);
        assertThat(Contracts.of("ticket-service").violations(type, message.body()))
                .isEmpty();
    }

    private static String text(String text) {
        return "{\"text\": \"" + text + "\"}";
    }
}
