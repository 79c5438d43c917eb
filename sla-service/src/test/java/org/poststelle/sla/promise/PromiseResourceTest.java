package org.poststelle.sla.promise;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PromiseResourceTest {

    private static final SampleUser COORDINATOR = SampleUser.KURT;
    private static final SampleUser AGENT = SampleUser.ANNA;
    private static final SampleUser AGENT_OF_ANOTHER_CENTRE = SampleUser.TOM;

    @Inject
    PromiseCommands commands;

    @Nullable
    TokenIssuer issuer;

    @Test
    void promiseIsExplainedInGerman() {
        var ticket = promised("KO", "071110000000", "2026-06-03T16:30:00Z");

        as(AGENT)
                .get("/api/v1/promises/" + ticket)
                .then()
                .statusCode(200)
                .body("ticketId", equalTo(ticket.toString()))
                .body("reference", equalTo("KO-2026-000123"))
                .body("policy", equalTo("NEXT_SERVICE_DAY_SAME_TIME"))
                .body("receivedAt", equalTo("2026-06-03T16:30:00Z"))
                .body("countedFrom", equalTo("2026-06-05T06:00:00Z"))
                .body("dueAt", equalTo("2026-06-08T06:00:00Z"))
                .body("explanation.rule", equalTo("Antwort bis zur selben Uhrzeit am nächsten Servicetag"))
                .body(
                        "explanation.start",
                        equalTo("Eingang außerhalb der Servicezeit: gezählt ab der nächsten Öffnung"))
                .body("explanation.calendar", equalTo("Feiertage: Rheinland-Pfalz"))
                .body("explanation.skippedDays.date", contains("2026-06-04", "2026-06-06", "2026-06-07"))
                .body("explanation.skippedDays.reason", contains("Fronleichnam", "Samstag", "Sonntag"));
    }

    @Test
    void promiseIsExplainedInEnglish() {
        var ticket = promised("KO", "071110000000", "2026-06-03T14:30:00Z");

        as(AGENT)
                .header("Accept-Language", "en-GB")
                .get("/api/v1/promises/" + ticket)
                .then()
                .statusCode(200)
                .body("explanation", not(hasKey("start")))
                .body("explanation.calendar", equalTo("Public holidays: Rhineland-Palatinate"))
                .body("explanation.skippedDays.reason", contains("Corpus Christi"))
                .body("explanation.intervals.from", contains("2026-06-03T14:30:00Z", "2026-06-05T06:00:00Z"))
                .body("explanation.intervals.to", contains("2026-06-03T16:00:00Z", "2026-06-05T14:30:00Z"))
                .body("explanation.intervals.passed", contains("PT1H30M", "PT10H"))
                .body("escalation.percent", contains(50, 75, 90, 100))
                .body("escalation[0].at", equalTo("2026-06-05T09:30:00Z"));
    }

    @Test
    void explanationSaysWhenOnlyNationwideHolidaysCounted() {
        var ticket = promised("KO", "990000000000", "2026-06-03T14:30:00Z");

        as(AGENT)
                .get("/api/v1/promises/" + ticket)
                .then()
                .statusCode(200)
                .body("dueAt", equalTo("2026-06-04T14:30:00Z"))
                .body(
                        "explanation.calendar",
                        equalTo("Nur bundesweite Feiertage: Der Regionalschlüssel nennt kein Land"));
    }

    @Test
    void promiseIsVisibleToItsCentreAndToAuthoritiesThatHadTheTicket() {
        var ticket = promised("KO", "071110000000", "2026-06-03T14:30:00Z");
        var path = "/api/v1/promises/" + ticket;

        as(COORDINATOR).get(path).then().statusCode(200);
        as(SampleUser.CARLA).get(path).then().statusCode(404);
        AccessScope.SERVICE.run(
                () -> commands.forwarded(ticket, "koblenz-elterngeldstelle", Instant.parse("2026-06-03T15:00:00Z")));
        as(SampleUser.CARLA).get(path).then().statusCode(200);
        as(SampleUser.VERA).get(path).then().statusCode(404);
        as(AGENT_OF_ANOTHER_CENTRE)
                .get(path)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:poststelle:problem:not-found"));
        as(AGENT).get("/api/v1/promises/" + UUID.randomUUID()).then().statusCode(404);
        as(SampleUser.ADAM).get(path).then().statusCode(403);
        given().get(path).then().statusCode(401);
    }

    @Test
    void centreSeesHowLongEachAuthorityHadTheTicket() {
        var ticket = promised("KO", "071110000000", "2026-06-03T14:30:00Z");
        AccessScope.SERVICE.run(() -> {
            commands.forwarded(ticket, "koblenz-buergeramt", Instant.parse("2026-06-03T15:00:00Z"));
            commands.returned(ticket, Instant.parse("2026-06-05T06:30:00Z"));
            commands.forwarded(ticket, "koblenz-elterngeldstelle", Instant.parse("2026-06-05T07:00:00Z"));
            commands.feedbackGiven(ticket, Instant.parse("2026-06-05T10:00:00Z"));
        });
        var path = "/api/v1/promises/" + ticket + "/hops";

        as(AGENT)
                .get(path)
                .then()
                .statusCode(200)
                .body("authority", contains("koblenz-buergeramt", "koblenz-elterngeldstelle"))
                .body("serviceTime", contains("PT1H30M", "PT3H"))
                .body("until", contains("2026-06-05T06:30:00Z", "2026-06-05T10:00:00Z"));
        as(SampleUser.CARLA).get(path).then().statusCode(200).body("authority", contains("koblenz-elterngeldstelle"));
        as(SampleUser.VERA).get(path).then().statusCode(404);
        as(AGENT_OF_ANOTHER_CENTRE).get(path).then().statusCode(404);
    }

    /** What the agent tells the caller is what the system promises then. */
    @Test
    void quoteIsWhatIsPromisedThen() {
        for (var receivedAt : List.of("2026-06-03T16:30:00Z", "2026-12-24T09:00:00Z", "2026-03-27T11:15:00Z")) {
            var ticket = promised("KO", "071110000000", receivedAt);
            var promise = as(AGENT).get("/api/v1/promises/" + ticket).then().extract();

            as(AGENT)
                    .queryParams("regionKey", "071110000000", "receivedAt", receivedAt)
                    .get("/api/v1/promises/quote")
                    .then()
                    .statusCode(200)
                    .body("regionKey", equalTo("071110000000"))
                    .body("dueAt", equalTo(promise.path("dueAt")))
                    .body("countedFrom", equalTo(promise.path("countedFrom")))
                    .body("explanation", equalTo(promise.path("explanation")));
        }
    }

    @Test
    void quoteIsForNowUnlessAnotherTimeIsGiven() {
        var before = Instant.now().minusSeconds(1);

        var quote = as(COORDINATOR)
                .get("/api/v1/promises/quote?regionKey=071110000000")
                .then()
                .statusCode(200)
                .extract();

        assertThat(Instant.parse(quote.path("receivedAt"))).isBetween(before, Instant.now());
        assertThat(Instant.parse(quote.path("dueAt"))).isAfter(before);
    }

    @Test
    void quoteThatCannotBeGivenSaysWhy() {
        as(AGENT).get("/api/v1/promises/quote").then().statusCode(422);
        as(AGENT).get("/api/v1/promises/quote?regionKey=07111").then().statusCode(422);
        as(AGENT)
                .get("/api/v1/promises/quote?regionKey=071110000000&receivedAt=tomorrow")
                .then()
                .statusCode(400)
                .body("field", equalTo("receivedAt"));
        for (var unchecked : List.of("0001-01-01T12:00:00Z", "9999-12-30T12:00:00Z")) {
            as(AGENT)
                    .queryParams("regionKey", "071110000000", "receivedAt", unchecked)
                    .get("/api/v1/promises/quote")
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("urn:poststelle:problem:holidays-not-checked"))
                    .body("title", equalTo("Außerhalb des Kalenders"));
        }
        as(SampleUser.CARLA)
                .get("/api/v1/promises/quote?regionKey=071110000000")
                .then()
                .statusCode(403);
    }

    @Test
    void listIsPagedByDueTime() {
        var received = IntStream.range(0, 5)
                .mapToObj(minute -> "2025-03-0" + (5 - minute % 2) + "T10:0" + minute + ":00Z")
                .toList();
        received.forEach(at -> promised("LIST", "071110000000", at));
        promised("ELSE", "071110000000", "2025-03-04T10:00:00Z");
        var coordinator = new SampleUser("lisa.coordinator", "coordinator", "LIST", null);

        var seen = new ArrayList<String>();
        var next = "/api/v1/promises?limit=2";
        while (next != null) {
            var page = as(coordinator).get(next).then().statusCode(200).extract();
            seen.addAll(page.jsonPath().getList("items.receivedAt"));
            var cursor = page.jsonPath().getString("next");
            assertThat(page.header("Link") != null).isEqualTo(cursor != null);
            next = cursor == null ? null : "/api/v1/promises?limit=2&cursor=" + cursor;
        }

        assertThat(seen).isEqualTo(received.stream().sorted().toList());
    }

    @Test
    void listIsFilteredByState() {
        var met = promised("MET", "071110000000", "2025-03-04T10:00:00Z");
        AccessScope.SERVICE.run(() -> commands.feedbackGiven(met, Instant.parse("2025-03-04T11:00:00Z")));
        var paused = promised("MET", "071110000000", "2025-03-04T10:00:00Z");
        AccessScope.SERVICE.run(() -> commands.paused(paused, Instant.parse("2025-03-04T11:00:00Z")));
        var coordinator = new SampleUser("mia.coordinator", "coordinator", "MET", null);

        as(coordinator)
                .get("/api/v1/promises?state=MET")
                .then()
                .statusCode(200)
                .body("items.ticketId", contains(met.toString()))
                .body("items[0].settledAt", equalTo("2025-03-04T11:00:00Z"))
                .body("$", not(hasKey("next")));
        as(coordinator)
                .get("/api/v1/promises?state=PAUSED")
                .then()
                .statusCode(200)
                .body("items.ticketId", contains(paused.toString()));
        as(coordinator)
                .get("/api/v1/promises?state=WITHDRAWN")
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void listIsForCoordinatorsAndRefusesUnreadableQueries() {
        as(AGENT).get("/api/v1/promises").then().statusCode(403);
        given().get("/api/v1/promises").then().statusCode(401);
        as(COORDINATOR)
                .get("/api/v1/promises?state=LATE")
                .then()
                .statusCode(422)
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo("state"));
        as(COORDINATOR).get("/api/v1/promises?limit=101").then().statusCode(422);
        for (var cursor : List.of(
                "x",
                "2026-06-03T14:30:00Z_x",
                "x_" + UUID.randomUUID(),
                "%2B300000-01-01T00:00:00Z_" + UUID.randomUUID(),
                "-200000-01-01T00:00:00Z_" + UUID.randomUUID())) {
            as(COORDINATOR)
                    .urlEncodingEnabled(false)
                    .get("/api/v1/promises?cursor=" + cursor)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:poststelle:problem:invalid-cursor"));
        }
    }

    private UUID promised(String centre, String regionKey, String receivedAt) {
        var ticket = UUID.randomUUID();
        AccessScope.SERVICE.run(() -> commands.promise(
                ticket,
                "KO-2026-000123",
                centre,
                new Enquiry("local:elterngeld", regionKey, "HOTLINE_115", "NORMAL", Instant.parse(receivedAt)),
                null));
        return ticket;
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(Objects.requireNonNull(issuer).token(user));
    }
}
