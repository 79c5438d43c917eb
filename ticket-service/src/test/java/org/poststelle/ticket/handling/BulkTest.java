package org.poststelle.ticket.handling;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class BulkTest extends TicketServiceTest {

    private static final String PROBLEM = "urn:poststelle:problem:";

    @Test
    void eachTicketHasItsOwnResult() {
        var fresh = forwarded(ELTERNGELD);
        var stale = forwarded(ELTERNGELD);
        var foreign = forwarded("koblenz-buergeramt");
        var unknown = UUID.randomUUID();
        var again = fresh;

        many(
                        SampleUser.CARLA,
                        "acceptance",
                        "",
                        seen(fresh, 2),
                        seen(stale, 1),
                        seen(foreign, 2),
                        seen(unknown, 1),
                        seen(again, 2))
                .statusCode(200)
                .body(
                        "results.id",
                        contains(Stream.of(fresh, stale, foreign, unknown, again)
                                .map(UUID::toString)
                                .toArray()))
                .body("results.status", contains(200, 412, 404, 404, 412))
                .body("results[0].type", nullValue())
                .body("results[1].type", equalTo(PROBLEM + "stale-version"));

        api.ticket(SampleUser.CARLA, fresh).body("state", equalTo("ACCEPTED")).body("claim.by", equalTo("carla.clerk"));
        api.ticket(SampleUser.CARLA, stale).body("state", equalTo("FORWARDED"));
        api.ticket(BUERGERAMT, foreign).body("state", equalTo("FORWARDED"));
        topics.await(fresh, "tickets", "org.poststelle.ticket.accepted.v1");
    }

    @Test
    void ticketsOfAnAuthorityThatClosesGoBackTogether() {
        var tickets = Stream.generate(() -> forwarded(ELTERNGELD)).limit(5).toList();

        many(
                        SampleUser.KURT,
                        "recall",
                        ", \"text\": \"Bis Montag geschlossen.\"",
                        tickets.stream().map(id -> seen(id, 2)).toArray(String[]::new))
                .statusCode(200)
                .body("results.status", everyItem(equalTo(200)));

        for (var id : tickets) {
            api.ticket(SampleUser.KURT, id).body("state", equalTo("RETURNED"));
            api.history(SampleUser.KURT, id).body("items.text", hasItem("Bis Montag geschlossen."));
        }
    }

    @Test
    void nothingIsClosedWithoutAWordToTheCitizen() {
        var id = forwarded(ELTERNGELD);
        many(SampleUser.ANNA, "closure", ", \"outcome\": \"WITHDRAWN\"", seen(id, 2))
                .statusCode(200)
                .body("results.status", contains(422))
                .body("results.type", contains(PROBLEM + "closure-unexplained"));
        many(SampleUser.ANNA, "closure", ", \"outcome\": \"WITHDRAWN\", \"text\": \"Doppelt.\"", seen(id, 2))
                .body("results.status", contains(200));
        api.ticket(SampleUser.ANNA, id).body("letters.text", contains("Doppelt."));
    }

    @Test
    void whatWasDoneIsToldWhenTheDatabaseIsTooBusyForTheRest() {
        var done = forwarded(ELTERNGELD);
        var busy = forwarded(ELTERNGELD);
        var notTried = forwarded(ELTERNGELD);

        database.holding(
                () -> many(SampleUser.CARLA, "acceptance", "", seen(done, 2), seen(busy, 2), seen(notTried, 2))
                        .statusCode(200)
                        .body("results.status", contains(200, 503, 503))
                        .body("results[1].type", equalTo(PROBLEM + "unavailable")),
                "select from ticket where id = ? for update",
                busy);

        many(SampleUser.CARLA, "acceptance", "", seen(done, 2), seen(busy, 2), seen(notTried, 2))
                .body("results.status", contains(412, 200, 200));
    }

    @Test
    void thousandTicketsAreTheMost() {
        var tickets =
                Stream.generate(() -> seen(UUID.randomUUID(), 1)).limit(1_001).toArray(String[]::new);
        many(SampleUser.CARLA, "acceptance", "", tickets).statusCode(422).body("violations.field", hasItem("tickets"));
        many(SampleUser.CARLA, "acceptance", "").statusCode(422);
        many(SampleUser.CARLA, "acceptance", "", Arrays.copyOf(tickets, 1_000))
                .statusCode(200)
                .body("results.status", everyItem(equalTo(404)));
    }

    private UUID forwarded(String authority) {
        var id = api.create();
        api.decide(id, 1, authority);
        return id;
    }

    private static String seen(UUID id, long version) {
        return "{\"id\": \"%s\", \"version\": %d}".formatted(id, version);
    }

    private ValidatableResponse many(SampleUser user, String step, String more, String... seen) {
        return api.as(user)
                .body("{\"tickets\": [%s]%s}".formatted(Arrays.stream(seen).collect(joining(", ")), more))
                .post("/api/v1/tickets/bulk/{step}", step)
                .then();
    }
}
