package org.poststelle.sla.promise;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

/** What should happen in time on the way to the answer, by the policy of a centre whose clock never stands still. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // set by the environment
@WithTestResource(ServiceEnvironment.class)
class TargetEventsTest {

    private static final String KOBLENZ = "071110000000";
    private static final String UNIT = "koblenz-buergeramt";
    private static final AtomicInteger CENTRES = new AtomicInteger('A');
    private static final Duration EXTRA = Duration.ofSeconds(1);

    Topics topics;
    Database database;
    TokenIssuer issuer;

    private final String centre = "TGT" + (char) CENTRES.getAndIncrement();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeEach
    void policyWithTargets() {
        var hours = List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY").stream()
                .map(day -> "{\"day\": \"%s\", \"opens\": \"00:00\", \"closes\": \"23:59\"}".formatted(day))
                .toList();
        as(coordinator())
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("""
                        {"serviceHours": %s, "closedDays": [],
                         "rules": [{"mode": "SERVICE_HOURS", "serviceTime": "PT500H", "escalation": [],
                           "targets": [{"target": "ACCEPTANCE", "within": "PT4H",
                                        "escalation": [{"percent": 50, "recipients": ["AUTHORITY"]},
                                                       {"percent": 100, "recipients": ["DEPUTY", "COORDINATOR"]}]},
                                       {"target": "HAND_BACK", "within": "PT2H",
                                        "escalation": [{"percent": 100, "recipients": ["COORDINATOR"]}]},
                                       {"target": "CALLBACK_ATTEMPT", "within": "PT1H", "escalation": []}]},
                           {"priority": "URGENT", "mode": "SERVICE_HOURS", "serviceTime": "PT50H", "escalation": []}]}
                        """.formatted(hours))
                .put("/api/v1/promise-policy")
                .then()
                .statusCode(204);
    }

    @Test
    void authorityThatDoesNotAcceptInTimeIsToldOfFirstAndItsDeputyAndTheCoordinatorThen() {
        var warned = ticket().then("forwarded", Map.of("authority", UNIT, "forwardedAt", before(3)));
        var missed = ticket().then("forwarded", Map.of("authority", UNIT, "forwardedAt", before(5)));
        var accepted = ticket().then("forwarded", Map.of("authority", UNIT, "forwardedAt", before(3)))
                .then("accepted", Map.of("authority", UNIT, "acceptedAt", before(2)));

        var warning = awaitEvent(warned, "target-warned");
        assertThat(warning.body().get("percent").asInt()).isEqualTo(50);
        assertThat(texts(warning, "recipients")).containsExactly("AUTHORITY");
        var miss = awaitEvent(missed, "target-missed");
        assertThat(miss.version()).isEqualTo(2);
        assertThat(miss.body().get("target").asText()).isEqualTo("ACCEPTANCE");
        assertThat(miss.body().get("authority").asText()).isEqualTo(UNIT);
        assertThat(texts(miss, "recipients")).containsExactly("DEPUTY", "COORDINATOR");
        assertThat(Contracts.of("sla-service").violations(miss.type(), miss.body()))
                .isEmpty();
        assertThat(Contracts.of("sla-service").violations(warning.type(), warning.body()))
                .isEmpty();
        as(coordinator())
                .get("/api/v1/promises/" + missed.ticketId)
                .then()
                .statusCode(200)
                .body("state", equalTo("RUNNING"))
                .body("targets.target", contains("ACCEPTANCE"))
                .body("targets.missed", contains(true));
        answered(warned, missed, accepted);
        assertThat(names(accepted)).doesNotContain("target-missed");
        assertThat(names(missed)).containsExactly("promised", "target-missed", "met");
    }

    @Test
    void ticketThatNobodyHasAfterAReturnIsTheCoordinatorsToSee() {
        var nobodys = ticket().then("forwarded", Map.of("authority", UNIT, "forwardedAt", before(4)))
                .then("returned", Map.of("authority", UNIT, "returnedAt", before(3)));
        var anothers = ticket().then("forwarded", Map.of("authority", UNIT, "forwardedAt", before(4)))
                .then("returned", Map.of("authority", UNIT, "returnedAt", before(3)))
                .then("forwarded", Map.of("authority", "koblenz-elterngeldstelle", "forwardedAt", before(2)));

        var missed = awaitEvent(nobodys, "target-missed");
        assertThat(missed.body().get("target").asText()).isEqualTo("HAND_BACK");
        assertThat(missed.body().has("authority")).isFalse();
        assertThat(texts(missed, "recipients")).containsExactly("COORDINATOR");
        answered(anothers);
        assertThat(names(anothers)).doesNotContain("target-missed");
    }

    @Test
    void citizenIsToBeCalledInTimeEachTime() {
        var called = ticket().then("forwarded", Map.of("authority", UNIT, "forwardedAt", before(4)))
                .answered("CALLBACK", before(3))
                .called("NOT_REACHED", before(3).plusSeconds(60));
        var missed = awaitEvent(called, "target-missed");
        assertThat(missed.body().get("target").asText()).isEqualTo("CALLBACK_ATTEMPT");
        assertThat(Instant.parse(missed.body().get("dueAt").asText()))
                .isEqualTo(before(2).plusSeconds(60));

        called.called("REACHED", now);
        await().untilAsserted(() -> assertThat(names(called)).containsExactly("promised", "target-missed", "met"));
    }

    @Test
    void mailThatDidNotArriveMakesACallDue() {
        var ticket =
                ticket().answered("EMAIL", before(4)).then("answer-undelivered", Map.of("undeliveredAt", before(3)));

        await().untilAsserted(
                        () -> assertThat(names(ticket)).containsExactly("promised", "met", "unmet", "target-missed"));
    }

    @Test
    void withdrawnEnquiryHasNoTargetsLeft() {
        var ticket = ticket().then("forwarded", Map.of("authority", UNIT, "forwardedAt", now))
                .closed("WITHDRAWN", now.plus(EXTRA));

        await().untilAsserted(() -> assertThat(names(ticket)).containsExactly("promised", "withdrawn"));
        assertThat(database.one(
                        Long.class,
                        "select count(*) from promise where ticket_id = ? and target_next_at is null and not awaited",
                        ticket.ticketId))
                .isOne();
    }

    @Test
    void urgentEnquiryIsPromisedMoreAndSoIsOneThatBecomesUrgent() {
        var urgent = new TicketStory(topics, centre)
                .then("created", Map.of("regionKey", KOBLENZ, "priority", "URGENT", "receivedAt", now));
        var normal = ticket();
        normal.then("prioritised", Map.of("priority", "URGENT"));
        normal.then("prioritised", Map.of("priority", "URGENT"));

        assertThat(awaitEvent(urgent, "promised").body().get("serviceTime").asText())
                .isEqualTo("PT50H");
        await().untilAsserted(() -> assertThat(normal.published())
                .extracting(event -> event.body().get("serviceTime").asText())
                .containsExactly("PT500H", "PT50H"));
        as(coordinator())
                .get("/api/v1/promises/quote?priority=URGENT&regionKey=" + KOBLENZ)
                .then()
                .statusCode(200)
                .body("serviceTime", equalTo("PT50H"));
    }

    @Test
    void authorityThatIsClosedHasMoreTimeAndTheCitizenWaitsNoLonger() {
        var yesterday = now.minus(Duration.ofDays(1));
        var closed = "closed-" + centre.toLowerCase(Locale.ROOT);
        closures(closed, "\"0\"", yesterday.minus(Duration.ofDays(1)), 4, 204);
        var ticket = ticket().then("forwarded", Map.of("authority", closed, "forwardedAt", yesterday));
        await().until(() -> database.one(
                        Long.class,
                        "select count(*) from promise where ticket_id = ? and authority = ?",
                        ticket.ticketId,
                        closed)
                == 1);

        as(coordinator())
                .get("/api/v1/promises/" + ticket.ticketId + "/hops")
                .then()
                .statusCode(200)
                .body("serviceTime", contains("PT0S"));
        answered(ticket);
        assertThat(names(ticket)).doesNotContain("target-warned", "target-missed");
    }

    @Test
    void targetsOfWhichSomebodyIsToBeToldAreFoundByTheirIndex() {
        var plan = database.plan("""
                select * from promise where target_next_at < statement_timestamp() order by target_next_at limit 200
                for no key update skip locked
                """);

        assertThat(plan).anyMatch(line -> line.contains("promise_target"));
    }

    @Test
    void closuresAreReadByStaffAndChangedByAdministrators() {
        var path = "/api/v1/authority-closures/amt-" + centre.toLowerCase(Locale.ROOT);
        as(SampleUser.CARLA).get(path).then().statusCode(200).header("ETag", equalTo("\"0\""));
        var authority = path.substring(path.lastIndexOf('/') + 1);
        closures(authority, "\"1\"", now, 1, 412);
        closures(authority, "\"0\"", now, 1, 204);
        as(SampleUser.ANNA)
                .get(path)
                .then()
                .header("ETag", equalTo("\"1\""))
                .body("closedDays.german", contains("Umzug"));
        as(coordinator()).get(path + "/changes").then().statusCode(200).body("items.version", contains(1));
        as(SampleUser.ADAM)
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("{\"closedDays\": [%1$s, %1$s]}".formatted(day(now, 0)))
                .put(path)
                .then()
                .statusCode(422)
                .body("field", equalTo("closedDays[1].date"));
        as(coordinator())
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("{\"closedDays\": []}")
                .put(path)
                .then()
                .statusCode(403);
        as(SampleUser.ADAM).get("/api/v1/authority-closures/NO_KEY").then().statusCode(404);
    }

    private void closures(String authority, String ifMatch, Instant first, int days, int status) {
        var closed =
                IntStream.range(0, days).mapToObj(after -> day(first, after)).toList();
        as(SampleUser.ADAM)
                .header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body("{\"closedDays\": %s}".formatted(closed))
                .put("/api/v1/authority-closures/" + authority)
                .then()
                .statusCode(status);
    }

    private static String day(Instant first, int after) {
        return "{\"date\": \"%s\", \"german\": \"Umzug\", \"english\": \"Moving\"}"
                .formatted(first.plus(Duration.ofDays(after)).toString().substring(0, 10));
    }

    private TicketStory ticket() {
        return new TicketStory(topics, centre).created(KOBLENZ, before(6));
    }

    /** Hours ago, and two minutes, in which the clocks of service stand still at midnight. */
    private Instant before(int hours) {
        return now.minus(Duration.ofHours(hours)).minus(Duration.ofMinutes(2));
    }

    /** When that is heard, everything before it was. */
    private void answered(TicketStory... tickets) {
        List.of(tickets).forEach(ticket -> ticket.answered("EMAIL", now.plus(EXTRA)));
        List.of(tickets).forEach(ticket -> topics.await(ticket.ticketId, "sla", "org.poststelle.sla.met.v1"));
    }

    private Topics.Message awaitEvent(TicketStory ticket, String name) {
        return topics.await(ticket.ticketId, "sla", "org.poststelle.sla." + name + ".v1");
    }

    private static List<String> names(TicketStory ticket) {
        return ticket.published().stream()
                .map(event -> event.type().replaceAll("org\\.poststelle\\.sla\\.|\\.v1", ""))
                .toList();
    }

    private static List<String> texts(Topics.Message event, String field) {
        return event.body().get(field).valueStream().map(JsonNode::asText).toList();
    }

    private SampleUser coordinator() {
        return new SampleUser("tea.coordinator", "coordinator", centre, null);
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user));
    }
}
