package org.poststelle.ticket.handling;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
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

@QuarkusTest
@SuppressWarnings("NullAway.Init") // set before each test
@WithTestResource(ServiceEnvironment.class)
class LinkTest extends TicketServiceTest {

    private UUID first;
    private UUID second;

    @BeforeEach
    void createTwoTickets() {
        first = api.create();
        second = api.create();
    }

    @Test
    void linkIsSeenFromBothTicketsAndInBothHistories() {
        link(second, first, "DUPLICATE_OF")
                .statusCode(200)
                .body("items.id", contains(first.toString()))
                .body("items[0].kind", equalTo("DUPLICATE_OF"))
                .body("items[0].from", equalTo(false))
                .body("items[0].state", equalTo("NEW"));

        links(SampleUser.ANNA, first)
                .body("items.id", contains(second.toString()))
                .body("items[0].from", equalTo(true));
        for (var ticket : new UUID[] {first, second}) {
            api.history(SampleUser.ANNA, ticket)
                    .body("items.type", hasItem("org.poststelle.ticket.linked.v1"))
                    .body("items[-1].details.otherId", equalTo(first.toString()));
            api.ticket(SampleUser.ANNA, ticket).body("version", equalTo(1));
        }
    }

    @Test
    void linkIsChangedAndRemoved() {
        link(second, first, "RELATED").statusCode(200);
        link(second, first, "RELATED").statusCode(200).body("items.kind", contains("RELATED"));
        link(second, first, "FOLLOWS").body("items.kind", contains("FOLLOWS"));
        api.history(SampleUser.ANNA, first)
                .body("items.findAll { it.type == 'org.poststelle.ticket.linked.v1' }.size()", equalTo(2));

        unlink(second, first).statusCode(200).body("items", empty());
        unlink(second, first).statusCode(200);

        links(SampleUser.ANNA, first).body("items", empty());
        api.history(SampleUser.ANNA, first)
                .body("items.findAll { it.type == 'org.poststelle.ticket.unlinked.v1' }.size()", equalTo(1));
    }

    @Test
    void ticketIsNoDuplicateOfItself() {
        var third = api.create();
        link(first, first, "RELATED").statusCode(409).body("type", problem("linked-in-a-circle"));
        link(second, first, "DUPLICATE_OF").statusCode(200);
        link(third, second, "DUPLICATE_OF").statusCode(200);
        link(first, third, "DUPLICATE_OF").statusCode(409).body("type", problem("linked-in-a-circle"));
        link(first, third, "RELATED").statusCode(200);
    }

    @Test
    void clerkSeesOnlyLinksBetweenTicketsOfTheAuthority() {
        var third = api.create();
        api.decide(first, 1, ELTERNGELD);
        api.decide(second, 1, ELTERNGELD);
        link(second, first, "RELATED").statusCode(200);
        link(third, first, "RELATED").statusCode(200);

        links(SampleUser.CARLA, first).body("items.id", contains(second.toString()));
    }

    @Test
    void foreignTicketIsNotLinked() {
        link(first, UUID.randomUUID(), "RELATED").statusCode(404);
        api.as(SampleUser.TOM)
                .body("{\"kind\": \"RELATED\"}")
                .put("/api/v1/tickets/{id}/links/{other}", first, second)
                .then()
                .statusCode(404);
    }

    private ValidatableResponse link(UUID ticket, UUID other, String kind) {
        return api.as(SampleUser.ANNA)
                .body("{\"kind\": \"%s\"}".formatted(kind))
                .put("/api/v1/tickets/{id}/links/{other}", ticket, other)
                .then();
    }

    private ValidatableResponse unlink(UUID ticket, UUID other) {
        return api.as(SampleUser.ANNA)
                .delete("/api/v1/tickets/{id}/links/{other}", ticket, other)
                .then();
    }

    private ValidatableResponse links(SampleUser user, UUID ticket) {
        return api.as(user).get("/api/v1/tickets/{id}/links", ticket).then().statusCode(200);
    }
}
