package org.poststelle.ticket.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** What is personal about a ticket is forgotten; that the ticket was there, and what happened to it, is not. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PrivacyTest extends TicketServiceTest {

    private static final String ERASED = "org.poststelle.ticket.erased.v1";
    private static final SampleUser NOTIFICATION = SampleUser.service("notification-service");
    private static final String[] PERSONAL = {"Erika", "beispiel.example", "Unterlagen", "Geburtsurkunde", "Kollegin"};

    @Inject
    ErasureTimer timer;

    @Test
    void nothingPersonalIsLeftOfAnErasedTicket() {
        var id = answeredAndClosed();
        api.put(
                        SampleUser.ANNA,
                        id,
                        "contact",
                        5,
                        "{\"replyChannel\": \"EMAIL\", \"citizen\": {\"email\": \"e@beispiel.example\"}}")
                .statusCode(200);
        assertThat(stored(id)).contains(PERSONAL);

        erase(SampleUser.KURT, id, 6)
                .statusCode(200)
                .body("erasedAt", notNullValue())
                .body("citizen", nullValue())
                .body("subject", nullValue())
                .body("text", nullValue())
                .body("letters", hasSize(0))
                .body("state", equalTo("CLOSED"));

        assertThat(stored(id)).doesNotContain(PERSONAL);
        api.history(SampleUser.ANNA, id)
                .body("items.type", hasItem("org.poststelle.ticket.answered.v1"))
                .body("items.text.findAll { it != null }", hasSize(0));
        var event = topics.await(id, "tickets", ERASED);
        assertThat(Contracts.of("ticket-service").violations(ERASED, event.body()))
                .isEmpty();
        assertThat(event.version()).isEqualTo(7);
    }

    @Test
    void erasedTicketIsStillFoundAndListed() {
        var id = answeredAndClosed();
        erase(SampleUser.KURT, id, 5);
        String reference = api.ticket(SampleUser.ANNA, id).extract().jsonPath().getString("reference");

        for (var query : List.of("reference=" + reference, "state=CLOSED&limit=100")) {
            api.as(SampleUser.ANNA)
                    .get("/api/v1/tickets?" + query)
                    .then()
                    .statusCode(200)
                    .body("items.id", hasItem(id.toString()));
        }
        api.as(NOTIFICATION)
                .queryParam("ticket", id)
                .get("/internal/v1/correspondence")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void erasingAgainIsTheSameReceipt() {
        var id = closed();
        var first = erase(SampleUser.KURT, id, 2).extract().jsonPath().getString("erasedAt");

        var second = erase(SampleUser.KURT, id, 2).statusCode(200).extract().jsonPath();

        assertThat(second.getString("erasedAt")).isEqualTo(first);
        assertThat(second.getInt("version")).isEqualTo(3);
    }

    @Test
    void nothingIsWrittenToAnErasedTicket() {
        var id = closed();
        erase(SampleUser.KURT, id, 2);

        api.as(SampleUser.ANNA)
                .body("{\"text\": \"Erika hat noch einmal angerufen.\"}")
                .post("/api/v1/tickets/{id}/notes", id)
                .then()
                .statusCode(409)
                .body("type", problem("already-erased"));
    }

    @Test
    void ticketOfACitizenWhoStillWaitsIsNotErased() {
        var id = api.create();

        erase(SampleUser.KURT, id, 1).statusCode(409).body("type", problem("not-closed"));
    }

    @Test
    void onlyCoordinatorsOfTheCentreErase() {
        var id = closed();

        erase(SampleUser.ANNA, id, 2).statusCode(403);
        erase(SampleUser.CARLA, id, 2).statusCode(403);
        erase(new SampleUser("tilda.coordinator", "coordinator", "TR", null), id, 2)
                .statusCode(404);
        erase(SampleUser.KURT, id, 1).statusCode(412);
    }

    @Test
    void legalHoldKeepsTheTicketUntilItEnds() {
        var id = closed();
        hold(id).statusCode(200);
        hold(id).statusCode(200);

        erase(SampleUser.KURT, id, 2).statusCode(409).body("type", problem("on-legal-hold"));
        closedDaysAgo(id, 31);
        timer.eraseClosed();
        api.ticket(SampleUser.ANNA, id).body("citizen.name", equalTo("Erika Beispiel"));

        api.as(SampleUser.KURT)
                .delete("/api/v1/tickets/{id}/legal-hold", id)
                .then()
                .statusCode(200);
        timer.eraseClosed();
        api.ticket(SampleUser.ANNA, id).body("erasedAt", notNullValue());
        api.history(SampleUser.ANNA, id)
                .body(
                        "items.type.findAll { it.contains('h') && it.contains('ld') }",
                        contains("org.poststelle.ticket.held.v1", "org.poststelle.ticket.hold-ended.v1"));
    }

    @Test
    void ticketsAreErasedThirtyDaysAfterTheyWereClosed() {
        var old = closed();
        var recent = closed();
        var open = api.create();
        closedDaysAgo(old, 31);
        closedDaysAgo(recent, 29);

        timer.eraseClosed();

        api.ticket(SampleUser.ANNA, old).body("erasedAt", notNullValue());
        assertThat(topics.await(old, "tickets", ERASED).version()).isEqualTo(3);
        for (var kept : List.of(recent, open)) {
            api.ticket(SampleUser.ANNA, kept)
                    .body("erasedAt", nullValue())
                    .body("citizen.name", equalTo("Erika Beispiel"));
        }
    }

    private UUID closed() {
        var id = api.create();
        api.act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(200);
        return id;
    }

    private UUID answeredAndClosed() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null);
        api.as(SampleUser.CARLA)
                .body("{\"text\": \"Frau Beispiel hat eine Kollegin gesprochen.\"}")
                .post("/api/v1/tickets/{id}/notes", id)
                .then()
                .statusCode(201);
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Bitte bringen Sie die Geburtsurkunde mit.\"}");
        api.act(SampleUser.ANNA, id, "closure", 4, "{\"outcome\": \"ANSWERED\"}")
                .statusCode(200);
        return id;
    }

    private ValidatableResponse erase(SampleUser user, UUID id, long version) {
        return api.act(user, id, "erasure", version, null);
    }

    private ValidatableResponse hold(UUID id) {
        return api.as(SampleUser.KURT)
                .body("{\"reason\": \"Aktenzeichen 4 K 115/26\"}")
                .put("/api/v1/tickets/{id}/legal-hold", id)
                .then();
    }

    private void closedDaysAgo(UUID id, int days) {
        database.execute("update ticket set closed_at = now() - make_interval(days => ?) where id = ?", days, id);
    }

    /** All that the database knows about the ticket. */
    private String stored(UUID id) {
        var tables = database.list(String.class, """
                select table_name::text from information_schema.columns
                where table_schema = 'public' and column_name in ('ticket_id', 'id') and data_type = 'uuid'
                """);
        assertThat(tables).contains("ticket", "enquiry", "written_text", "ticket_history", "outbox");
        return String.join(
                "\n",
                tables.stream()
                        .distinct()
                        .flatMap(table -> database
                                .list(
                                        String.class,
                                        "select stored::text from %s stored where stored::text like ?".formatted(table),
                                        "%" + id + "%")
                                .stream())
                        .toList());
    }
}
