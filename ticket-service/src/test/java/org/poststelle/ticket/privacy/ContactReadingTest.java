package org.poststelle.ticket.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** Who was shown how a citizen is reached is known as long as that is. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class ContactReadingTest extends TicketServiceTest {

    private static final SampleUser NOTIFICATION = SampleUser.service("notification-service");

    @Test
    void peopleWhoReadATicketAreNotedOnceAnHourNewestFirst() {
        var id = api.create();
        readings(id, "").body("items", empty());
        api.ticket(SampleUser.ANNA, id);
        api.ticket(SampleUser.ANNA, id);
        api.decide(id, 1, ELTERNGELD);
        api.ticket(SampleUser.CARLA, id);

        assertThat(readers(id)).containsExactlyInAnyOrder("anna.agent", "carla.clerk");
        readings(id, "")
                .body("items.find { it.user == 'carla.clerk' }.role", equalTo("clerk"))
                .body("items.find { it.user == 'carla.clerk' }.authority", equalTo(ELTERNGELD))
                .body("items.find { it.user == 'carla.clerk' }.centre", nullValue())
                .body("items.find { it.user == 'carla.clerk' }.at", notNullValue())
                .body("items.find { it.user == 'anna.agent' }.centre", equalTo("KO"));

        database.execute(
                "update contact_reading set in_hour = in_hour - interval '3 h', read_at = read_at - interval '3 h' "
                        + "where ticket_id = ?",
                id);
        api.ticket(SampleUser.ANNA, id);
        String next = readings(id, "?limit=2")
                .body("items.user", contains("anna.agent", "carla.clerk"))
                .extract()
                .path("next");
        readings(id, "?limit=2&cursor=" + next)
                .body("items.user", contains("anna.agent"))
                .body("next", nullValue());
    }

    @Test
    void whoeverChangesATicketIsShownTheContactAndNoted() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);

        api.act(SampleUser.CARLA, id, "acceptance", 2, null)
                .statusCode(200)
                .body("citizen.name", equalTo("Erika Beispiel"));

        assertThat(readers(id)).contains("carla.clerk");
    }

    @Test
    void formerContactInTheHistoryIsNoted() {
        var id = api.create();
        api.put(
                        SampleUser.ANNA,
                        id,
                        "contact",
                        1,
                        "{\"replyChannel\": \"EMAIL\", \"citizen\": {\"email\": \"erika@neu.example\"}}")
                .statusCode(200);

        api.history(new SampleUser("otto.agent", "agent", "KO", null), id);

        assertThat(readers(id)).contains("otto.agent");
    }

    @Test
    void whoeverSeesNoContactIsNotNoted() {
        var id = api.create();
        api.decide(id, 1, "koblenz-buergeramt");
        api.act(BUERGERAMT, id, "return", 2, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht hier.\"}")
                .statusCode(200);
        api.decide(id, 2, ELTERNGELD);
        database.execute("delete from contact_reading where ticket_id = ?", id);

        api.ticket(BUERGERAMT, id).body("citizen", nullValue());
        for (var list : List.of("?limit=100", "?queue=INBOX&limit=100")) {
            api.as(SampleUser.ANNA)
                    .get("/api/v1/tickets" + list)
                    .then()
                    .statusCode(200)
                    .body("items.citizen.findAll { it != null }", empty());
        }
        api.history(BUERGERAMT, id);
        api.as(NOTIFICATION)
                .queryParam("ticket", id)
                .get("/internal/v1/correspondence")
                .then()
                .statusCode(200)
                .body("items.citizen.name", contains("Erika Beispiel"));

        assertThat(readers(id)).isEmpty();
    }

    @Test
    void readingsAreErasedWithTheTicket() {
        var id = api.create();
        api.act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(200);
        assertThat(readers(id)).containsExactly("anna.agent");

        api.act(SampleUser.KURT, id, "erasure", 2, null).statusCode(200);
        api.ticket(SampleUser.ANNA, id).body("citizen", nullValue());

        readings(id, "").body("items", empty());
        assertThat(readers(id)).isEmpty();
    }

    @Test
    void readersDoNotWaitForOneAnother() {
        var id = api.create();

        database.holding(
                () -> api.ticket(SampleUser.ANNA, id),
                "insert into contact_reading select e.ticket_id, date_trunc('hour', now()), 'otto.agent', 'agent', 'KO', null, now() "
                        + "from enquiry e where e.ticket_id = ? for key share",
                id);

        assertThat(readers(id)).containsExactlyInAnyOrder("anna.agent", "otto.agent");
    }

    @Test
    void onlyCoordinatorsOfTheCentreSeeWhoReadIt() {
        var id = api.create();
        api.ticket(SampleUser.ANNA, id);

        api.as(new SampleUser("tina.coordinator", "coordinator", "TR", null))
                .get("/api/v1/tickets/{id}/contact-readings", id)
                .then()
                .statusCode(404);
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/contact-readings", id)
                .then()
                .statusCode(403);
        api.as(SampleUser.KURT)
                .get("/api/v1/tickets/{id}/contact-readings?cursor=x", id)
                .then()
                .statusCode(400)
                .body("type", problem("invalid-cursor"));
        assertThat(database.countAs("centre:TR", "contact_reading")).isZero();
    }

    private ValidatableResponse readings(UUID id, String query) {
        return api.as(SampleUser.KURT)
                .get("/api/v1/tickets/" + id + "/contact-readings" + query)
                .then()
                .statusCode(200);
    }

    private List<String> readers(UUID id) {
        return database.list(String.class, "select reader from contact_reading where ticket_id = ?", id);
    }
}
