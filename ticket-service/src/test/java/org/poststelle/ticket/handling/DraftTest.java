package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** Nobody loses what they have written, and nobody else reads it. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class DraftTest extends TicketServiceTest {

    private final SampleUser carla = SampleUser.CARLA;
    private final SampleUser cora = new SampleUser("cora.clerk", "clerk", null, ELTERNGELD);

    private UUID id = new UUID(0, 0);

    @BeforeEach
    void acceptATicket() {
        id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(carla, id, "acceptance", 2, null).statusCode(200);
    }

    @Test
    void draftIsKeptUntilTheAnswerIsSent() {
        drafts(carla).body("items", empty());
        save(carla, "Bitte").statusCode(204);
        save(carla, "Bitte bringen").statusCode(204);
        drafts(carla).body("items.text", contains("Bitte bringen")).body("items.author", contains("carla.clerk"));
        api.ticket(carla, id).body("version", equalTo(3));

        api.act(carla, id, "answer", 3, "{\"text\": \"Bitte bringen Sie die Urkunde mit.\"}")
                .statusCode(200);

        drafts(carla).body("items", empty());
    }

    @Test
    void whoeverIsSlowerKeepsTheirTextAndSeesWhatHappened() {
        save(carla, "Von Carla");
        save(cora, "Von Cora");
        drafts(cora).body("items.author", contains("cora.clerk", "carla.clerk"));
        api.act(carla, id, "answer", 3, "{\"text\": \"Von Carla\"}").statusCode(200);

        api.act(cora, id, "answer", 3, "{\"text\": \"Von Cora\"}").statusCode(412);

        drafts(cora).body("items.text", contains("Von Cora"));
        api.ticket(cora, id).body("letters.text", contains("Von Carla"));
    }

    @Test
    void draftIsDiscarded() {
        save(carla, "Nein");
        discard(carla).statusCode(204);
        discard(carla).statusCode(204);
        drafts(carla).body("items", empty());
    }

    @Test
    void onlyTheAuthorityThatHasTheTicketSeesItsDrafts() {
        save(carla, "Frau Beispiel soll kommen.");
        api.as(SampleUser.ANNA).get("/api/v1/tickets/{id}/drafts", id).then().statusCode(403);
        api.as(BUERGERAMT).get("/api/v1/tickets/{id}/drafts", id).then().statusCode(404);
        save(BUERGERAMT, "Ich auch").statusCode(404);

        api.act(carla, id, "return", 3, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht hier.\"}")
                .statusCode(200);
        api.decide(id, 2, "koblenz-buergeramt");

        drafts(BUERGERAMT).body("items", empty());
        api.as(carla)
                .get("/api/v1/tickets/{id}/drafts", id)
                .then()
                .statusCode(403)
                .body("type", problem("not-assigned"));
        save(carla, "Noch etwas").statusCode(403);
    }

    @Test
    void draftsGoWithTheTicket() {
        save(carla, "Zur Person");
        api.act(SampleUser.ANNA, id, "closure", 3, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Erledigt.\"}")
                .statusCode(200);
        save(carla, "Zu spät").statusCode(409).body("type", problem("nothing-to-do"));

        api.act(SampleUser.KURT, id, "erasure", 4, null).statusCode(200);

        assertThat(database.list(Long.class, "select count(*) from ticket_draft where ticket_id = ?", id))
                .containsExactly(0L);
    }

    private ValidatableResponse save(SampleUser user, String text) {
        return api.as(user)
                .body("{\"text\": \"" + text + "\"}")
                .put("/api/v1/tickets/{id}/draft", id)
                .then();
    }

    private ValidatableResponse discard(SampleUser user) {
        return api.as(user).delete("/api/v1/tickets/{id}/draft", id).then();
    }

    private ValidatableResponse drafts(SampleUser user) {
        return api.as(user).get("/api/v1/tickets/{id}/drafts", id).then().statusCode(200);
    }
}
