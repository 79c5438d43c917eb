package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** Answers by post, and enquiries for which nobody wants an answer. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class ReplyChannelTest extends TicketServiceTest {

    private static final String CITIZEN =
            "{\"name\": \"Erika Beispiel\", \"email\": \"erika@beispiel.example\", \"language\": \"de\"}";
    private static final String ADDRESS = "\"address\": \"Am Wöllershof 1\\n56068 Koblenz\"";
    private static final String BY_LETTER =
            ENQUIRY.replace("EMAIL", "LETTER").replace("\"email\": \"erika@beispiel.example\"", ADDRESS);
    private static final String ANONYMOUS =
            ENQUIRY.replace("EMAIL", "NONE").replaceFirst(",\\s*\"citizen\": \\{.*?}", "");
    private static final String CLOSED_AS_ANSWERED = "{\"outcome\": \"ANSWERED\"}";

    @Test
    void answerByLetterIsGivenWhenTheLetterWasSent() {
        var id = answered(BY_LETTER);
        api.ticket(SampleUser.CARLA, id)
                .body("citizen.address", equalTo("Am Wöllershof 1\n56068 Koblenz"))
                .body("actions", hasItem("SEND_LETTER"))
                .body("actions", not(hasItem("CALL_BACK")));
        assertThat(inQueue(SampleUser.CARLA, "LETTER", id)).isTrue();
        assertThat(inQueue(SampleUser.ANNA, "LETTER", id)).isTrue();
        api.act(SampleUser.CARLA, id, "closure", 4, CLOSED_AS_ANSWERED)
                .statusCode(409)
                .body("type", problem("outcome-not-allowed"));
        api.act(SampleUser.CARLA, id, "closure", 4, "{\"outcome\": \"UNREACHABLE\", \"text\": \"Nie da.\"}")
                .statusCode(409)
                .body("type", problem("outcome-not-allowed"));

        api.act(SampleUser.CARLA, id, "letter-dispatch", 4, null)
                .statusCode(200)
                .body("version", equalTo(5))
                .body("actions", not(hasItem("SEND_LETTER")));

        var type = "org.poststelle.ticket.letter-sent.v1";
        assertThat(Contracts.of("ticket-service")
                        .violations(type, topics.await(id, "tickets", type).body()))
                .isEmpty();
        api.history(SampleUser.ANNA, id).body("items.type", hasItem(type));
        assertThat(inQueue(SampleUser.ANNA, "ANSWERED", id)).isTrue();
        api.act(SampleUser.CARLA, id, "letter-dispatch", 5, null)
                .statusCode(409)
                .body("type", problem("invalid-transition"));
        api.act(SampleUser.ANNA, id, "closure", 5, CLOSED_AS_ANSWERED).statusCode(200);
    }

    @Test
    void correctedAnswerTakesAnotherLetter() {
        var id = answered(BY_LETTER);
        api.act(SampleUser.ANNA, id, "letter-dispatch", 4, null).statusCode(200);

        api.act(SampleUser.CARLA, id, "answer", 5, "{\"text\": \"Doch nicht.\"}")
                .statusCode(200)
                .body("actions", hasItem("SEND_LETTER"));

        api.act(SampleUser.CARLA, id, "closure", 6, CLOSED_AS_ANSWERED).statusCode(409);
        api.act(SampleUser.CARLA, id, "letter-dispatch", 6, null).statusCode(200);
    }

    @Test
    void letterIsDocumentedOnlyWhereOneWasRequestedAndWritten() {
        var id = answered(ENQUIRY);
        api.act(SampleUser.CARLA, id, "letter-dispatch", 4, null)
                .statusCode(409)
                .body("type", problem("letter-not-requested"));
        var byLetter = accepted(BY_LETTER);
        api.act(SampleUser.CARLA, byLetter, "letter-dispatch", 3, null)
                .statusCode(409)
                .body("type", problem("invalid-transition"));
        api.act(SampleUser.CARLA, byLetter, "callbacks", 3, "{\"outcome\": \"NOT_REACHED\"}")
                .statusCode(409)
                .body("type", problem("callback-not-requested"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LETTER | \"name\": \"Erika Beispiel\" | citizen.address",
                "LETTER | \"address\": \" \" | citizen.address",
                "LETTER | \"address\": \"<b>Koblenz</b>\\u0007\" | citizen.address",
                "NONE | \"name\": \"Erika Beispiel\" | citizen.name",
                "NONE | \"address\": \"Am Wöllershof 1\" | citizen.address",
                "NONE | \"phone\": \"030 23125 008\" | citizen.phone",
                "NONE | \"email\": \"erika@beispiel.example\" | citizen.email",
            })
    void contactFitsTheReplyChannel(String channel, String contact, String field) {
        api.post(UUID.randomUUID().toString(), ENQUIRY.replace("EMAIL", channel).replace(CITIZEN, "{" + contact + "}"))
                .statusCode(422)
                .body("violations.field", hasItem(field));
    }

    @Test
    void addressHasThreeHundredCharactersAtMost() {
        var wanted = ENQUIRY.replace("EMAIL", "LETTER");
        api.create(wanted.replace(CITIZEN, "{\"address\": \"" + "a".repeat(300) + "\"}"));
        api.post(UUID.randomUUID().toString(), wanted.replace(CITIZEN, "{\"address\": \"" + "a".repeat(301) + "\"}"))
                .statusCode(422)
                .body("violations.field", hasItem("citizen.address"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EMAIL", "CALLBACK", "LETTER"})
    void whoWantsAnAnswerSaysHowToReachThem(String channel) {
        api.post(UUID.randomUUID().toString(), ANONYMOUS.replace("NONE", channel))
                .statusCode(422)
                .body("violations.field", hasItem("citizen"));
    }

    @Test
    void anonymousEnquiryIsAnsweredAtOnceAndNobodyIsAsked() {
        var id = accepted(ANONYMOUS);
        api.ticket(SampleUser.CARLA, id)
                .body("citizen.name", nullValue())
                .body("actions", hasItem("ANSWER"))
                .body("actions", not(hasItem("ASK")))
                .body("actions", not(hasItem("INFORM")));
        api.act(SampleUser.CARLA, id, "question", 3, "{\"text\": \"Wann?\"}")
                .statusCode(409)
                .body("type", problem("anonymous"));
        api.act(SampleUser.CARLA, id, "interim-reply", 3, "{\"text\": \"Moment.\"}")
                .statusCode(409)
                .body("type", problem("anonymous"));

        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Das Schlagloch ist gefüllt.\"}")
                .statusCode(200)
                .body("actions", hasItems("CLOSE"));

        assertThat(inQueue(SampleUser.ANNA, "ANSWERED", id)).isTrue();
        api.act(SampleUser.CARLA, id, "closure", 4, CLOSED_AS_ANSWERED).statusCode(200);
        var closed = topics.await(id, "tickets", "org.poststelle.ticket.closed.v1");
        assertThat(closed.body().get("replyChannel").asText()).isEqualTo("NONE");
    }

    @Test
    void citizenWhoWantsNoAnswerAnyMoreIsForgottenAndTheAnswerCounts() {
        var id = answered(BY_LETTER);

        api.put(SampleUser.ANNA, id, "contact", 4, "{\"replyChannel\": \"NONE\"}")
                .statusCode(200)
                .body("citizen.name", nullValue())
                .body("citizen.address", nullValue());

        var corrected = topics.await(id, "tickets", "org.poststelle.ticket.contact-corrected.v1");
        assertThat(corrected.body().hasNonNull("answerId")).isTrue();
        api.history(SampleUser.ANNA, id)
                .body("items.text", hasItem("Erika Beispiel, Am Wöllershof 1, 56068 Koblenz, de"));
        api.act(SampleUser.ANNA, id, "closure", 5, CLOSED_AS_ANSWERED).statusCode(200);
    }

    @Test
    void addressIsErasedWithTheTicket() {
        var id = answered(BY_LETTER);
        api.act(SampleUser.CARLA, id, "letter-dispatch", 4, null).statusCode(200);
        api.act(SampleUser.CARLA, id, "closure", 5, CLOSED_AS_ANSWERED).statusCode(200);

        api.act(SampleUser.KURT, id, "erasure", 6, null).statusCode(200).body("citizen", nullValue());

        assertThat(database.list(String.class, "select address from enquiry where ticket_id = ?", id))
                .isEmpty();
    }

    private boolean inQueue(SampleUser user, String queue, UUID id) {
        return database.list(
                        String.class,
                        "select queue from ticket_access where ticket_id = ? and grantee = ?",
                        id,
                        user.authority() == null ? "centre:" + user.centre() : "authority:" + user.authority())
                .contains(queue);
    }

    private UUID accepted(String enquiry) {
        var id = api.create(enquiry).id();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        return id;
    }

    private UUID answered(String enquiry) {
        var id = accepted(enquiry);
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Bitte kommen Sie vorbei.\"}")
                .statusCode(200);
        return id;
    }
}
