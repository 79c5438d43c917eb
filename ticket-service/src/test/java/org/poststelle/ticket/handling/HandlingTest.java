package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics.Message;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class HandlingTest extends TicketServiceTest {

    @Test
    void coordinatorTakesATicketBackFromASilentAuthority() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        var recall = "{\"text\": \"Seit Tagen keine Antwort.\", \"proposedAuthority\": \"koblenz-buergeramt\"}";
        api.ticket(SampleUser.KURT, id).body("actions", hasItem("RECALL"));
        api.ticket(SampleUser.ANNA, id).body("actions", not(hasItem("RECALL")));

        api.act(SampleUser.KURT, id, "recall", 3, recall)
                .statusCode(200)
                .body("state", equalTo("RETURNED"))
                .body("claim", nullValue());

        var recalled = topics.await(id, "tickets", "org.poststelle.ticket.returned.v1");
        assertThat(Contracts.of("ticket-service").violations(recalled.type(), recalled.body()))
                .isEmpty();
        assertThat(recalled.body().get("reason").asText()).isEqualTo("RECALLED");
        api.history(SampleUser.KURT, id).body("items.text", hasItem("Seit Tagen keine Antwort."));
        api.act(SampleUser.CARLA, id, "answer", 4, "{\"text\": \"Zu spät.\"}").statusCode(409);
        api.act(SampleUser.KURT, id, "recall", 4, recall).statusCode(409);
        api.decide(id, 2, "koblenz-buergeramt");
        api.act(BUERGERAMT, id, "return", 5, recall.replace("\"text\"", "\"reason\": \"RECALLED\", \"text\""))
                .statusCode(400);
    }

    @Test
    void enquiryIsForwardedAcceptedAnsweredAndClosed() {
        var created = api.create(ENQUIRY);
        var id = created.id();
        assertThat(created.reference()).matches("KO-\\d{4}-\\d{6}");
        api.decide(id, 1, ELTERNGELD);

        var forwarded = api.ticket(SampleUser.CARLA, id)
                .body("state", equalTo("FORWARDED"))
                .body("text", containsString("Unterlagen"))
                .body("citizen.name", equalTo("Erika Beispiel"))
                .body(
                        "actions",
                        contains("ACCEPT", "RETURN", "RECLASSIFY", "PRIORITISE", "CORRECT_CONTACT", "CLOSE", "MERGE"));
        assertThat(forwarded.extract().header("ETag")).isEqualTo("\"2\"");
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200).body("state", equalTo("ACCEPTED"));
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Bitte bringen Sie die Geburtsurkunde mit.\"}")
                .statusCode(200)
                .header("ETag", equalTo("\"4\""))
                .body("state", equalTo("ANSWERED"))
                .body("letters[0].text", equalTo("Bitte bringen Sie die Geburtsurkunde mit."));
        api.act(SampleUser.ANNA, id, "closure", 4, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(200)
                .body("state", equalTo("CLOSED"))
                .body("closure", equalTo("ANSWERED"))
                .body("actions", contains("CORRECT_CONTACT", "REOPEN"));

        topics.await(id, "tickets", "org.poststelle.ticket.closed.v1");
        var published = topics.about(id, "tickets");
        assertThat(published)
                .extracting(Message::type)
                .containsExactly(
                        "org.poststelle.ticket.created.v1",
                        "org.poststelle.ticket.forwarded.v1",
                        "org.poststelle.ticket.accepted.v1",
                        "org.poststelle.ticket.answered.v1",
                        "org.poststelle.ticket.closed.v1");
        assertThat(published).extracting(Message::version).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(published)
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
        api.history(SampleUser.ANNA, id)
                .body("items.type", hasItem("org.poststelle.routing.decided.v1"))
                .body("items.findAll { it.version != null }.version", contains(1, 2, 3, 4, 5))
                .body(
                        "items.find { it.type == 'org.poststelle.ticket.answered.v1' }.text",
                        equalTo("Bitte bringen Sie die Geburtsurkunde mit."));
    }

    @Test
    void returnedTicketGoesToTheNextAuthorityAndTheFormerOneSeesOnlyWhereItIs() {
        var id = api.create();
        api.decide(id, 1, "koblenz-buergeramt");
        api.act(BUERGERAMT, id, "return", 2, """
                        {"reason": "NOT_COMPETENT", "text": "Das macht die Elterngeldstelle.",
                         "proposedAuthority": "koblenz-elterngeldstelle"}""").statusCode(200).body("state", equalTo("RETURNED"));
        api.decide(id, 2, ELTERNGELD);

        api.ticket(BUERGERAMT, id)
                .body("state", equalTo("FORWARDED"))
                .body("authority", equalTo(ELTERNGELD))
                .body("citizen", nullValue())
                .body("text", nullValue())
                .body("subject", nullValue())
                .body("actions", equalTo(List.of()));
        api.history(BUERGERAMT, id).body("items.text", everyItem(nullValue()));
        api.as(BUERGERAMT).get("/api/v1/tickets").then().body("items.id", hasItem(id.toString()));
        api.act(BUERGERAMT, id, "acceptance", 4, null).statusCode(403).body("type", problem("not-assigned"));
        api.act(BUERGERAMT, id, "closure", 4, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(403)
                .body("type", problem("not-assigned"));
        var returned = topics.await(id, "tickets", "org.poststelle.ticket.returned.v1");
        assertThat(returned.body().path("proposedAuthority").asText()).isEqualTo(ELTERNGELD);
        assertThat(returned.toString()).doesNotContain("Das macht");
    }

    @Test
    void callbackIsDocumentedUntilTheCitizenIsReached() {
        var id = api.create(ENQUIRY.replace("EMAIL", "CALLBACK")
                        .replace("\"email\": \"erika@beispiel.example\"", "\"phone\": \"030 23125 008\""))
                .id();
        api.decide(id, 1, ELTERNGELD);
        api.ticket(SampleUser.CARLA, id).body("citizen.phone", equalTo("+493023125008"));
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Ja.\"}").statusCode(200);
        api.act(SampleUser.ANNA, id, "closure", 4, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(409)
                .body("type", problem("outcome-not-allowed"));
        api.act(SampleUser.CARLA, id, "callbacks", 4, "{\"outcome\": \"NOT_REACHED\", \"note\": \"Nur Mailbox\"}")
                .statusCode(200)
                .body("actions", hasItem("CALL_BACK"));
        api.act(SampleUser.ANNA, id, "callbacks", 5, "{\"outcome\": \"REACHED\"}")
                .statusCode(200);
        api.act(SampleUser.ANNA, id, "callbacks", 6, "{\"outcome\": \"REACHED\"}")
                .statusCode(409);
        api.act(SampleUser.ANNA, id, "closure", 6, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(200);
        api.history(SampleUser.ANNA, id)
                .body("items.findAll { it.version != null }.version", contains(1, 2, 3, 4, 5, 6, 7))
                .body("items.text", hasItem("Nur Mailbox"));
    }

    @Test
    void onlyOneOfConcurrentChangesSucceeds() throws Exception {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        var results = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> api.act(SampleUser.CARLA, id, "acceptance", 2, null)
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

    @Test
    void changeNeedsTheCurrentVersionAndAFittingState() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.as(SampleUser.CARLA)
                .post("/api/v1/tickets/{id}/acceptance", id)
                .then()
                .statusCode(428)
                .body("type", problem("missing-version"));
        api.act(SampleUser.CARLA, id, "acceptance", 1, null).statusCode(412).body("type", problem("stale-version"));
        api.act(SampleUser.CARLA, id, "answer", 2, "{\"text\": \"Ja\"}")
                .statusCode(409)
                .body("type", problem("invalid-transition"));
        api.ticket(SampleUser.CARLA, id).body("version", equalTo(2)).body("state", equalTo("FORWARDED"));
    }
}
