package org.poststelle.sla.figures;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.sla.promise.TicketStory;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

/** From what happens to tickets to the figures of their centre. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // set by the environment
@WithTestResource(ServiceEnvironment.class)
class FiguresTest {

    private static final String KOBLENZ = "071110000000";
    private static final AtomicInteger CENTRES = new AtomicInteger();
    private static final Instant CALLED = Instant.parse("2030-03-05T09:00:00Z");

    Topics topics;
    Database database;
    TokenIssuer issuer;

    @Inject
    FigureRollUp rollUp;

    /** A centre of its own for each test. */
    private final String centre =
            "F" + (char) ('A' + CENTRES.get() / 26) + (char) ('A' + CENTRES.getAndIncrement() % 26);

    @Test
    void enquiriesAreCountedByWhatBecameOfThem() {
        IntStream.range(0, 6).forEach(_ -> atOnce());
        IntStream.range(0, 5)
                .forEach(_ -> called().then("forwarded", Map.of()).answered("EMAIL", CALLED.plusSeconds(5400)));
        called().answered("EMAIL", Instant.parse("2030-03-07T09:00:00Z"));
        called().closed("WITHDRAWN", CALLED.plusSeconds(60));
        called().then("forwarded", Map.of()).then("returned", Map.of());

        await().untilAsserted(() -> {
            rollUp.rollUp();
            figures("CHANNEL", "2030-03", "2030-03")
                    .body("rows.key", contains("HOTLINE_115"))
                    .body("total.contacts", equalTo(14))
                    .body("total.resolvedAtOnce", equalTo(6))
                    .body("total.met", equalTo(5))
                    .body("total.withdrawn", equalTo(1))
                    .body("total.open", equalTo(2))
                    .body("total.returns", equalTo(1))
                    .body("total.medianAnswerWithin", equalTo("PT2H"))
                    .body("total.ninetiethPercentileAnswerWithin", equalTo("PT20H30M"));
        });
        figures("AUTHORITY", "2030-01", "2030-12")
                .body("rows.key", contains("", "koblenz-elterngeldstelle"))
                .body("rows[0].figures.resolvedAtOnce", equalTo(6))
                .body("rows[1].figures.met", equalTo(5));
        figures("HOUR", "2030-03", "2030-03").body("rows.key", contains("10"));
        figures("SERVICE", "2030-04", "2030-05").body("rows", empty()).body("total", nullValue());
    }

    @Test
    void reopenedTicketIsNoFurtherEnquiryAndWhatWasKeptStaysKept() {
        var reopened = Instant.parse("2030-04-02T09:00:00Z");
        IntStream.range(0, 5)
                .forEach(_ -> called().answered("EMAIL", CALLED.plusSeconds(5400))
                        .closed("ANSWERED", CALLED.plusSeconds(6000))
                        .then("reopened", Map.of("reopenedAt", reopened)));
        awaitChanges(10);

        figures("MONTH", "2030-03", "2030-04")
                .body("rows.key", contains("2030-03", "2030-04"))
                .body("rows[0].figures.contacts", equalTo(5))
                .body("rows[0].figures.met", equalTo(5))
                .body("rows[1].figures.contacts", equalTo(0))
                .body("rows[1].figures.reopened", equalTo(5))
                .body("rows[1].figures.open", equalTo(5));
    }

    @Test
    void mistakenServiceIsCountedWhereItBelongs() {
        IntStream.range(0, 5)
                .forEach(_ ->
                        called().then("reclassified", Map.of("serviceKey", "local:wohngeld", "regionKey", KOBLENZ)));
        awaitChanges(5);
        await().untilAsserted(() -> {
            rollUp.rollUp();
            figures("SERVICE", "2030-03", "2030-03").body("rows.key", contains("local:wohngeld"));
        });
    }

    @Test
    void timeLostOnTheWayIsToldByAuthority() {
        IntStream.range(0, 5)
                .forEach(_ -> called().then("forwarded", Map.of("authority", "amt-a", "forwardedAt", CALLED))
                        .then("returned", Map.of("returnedAt", CALLED.plusSeconds(5400)))
                        .then("forwarded", Map.of("authority", "amt-b", "forwardedAt", CALLED.plusSeconds(6000)))
                        .then("waiting", Map.of("waitingSince", CALLED.plusSeconds(7200)))
                        .then("resumed", Map.of("resumedAt", CALLED.plusSeconds(10800)))
                        .answered("EMAIL", CALLED.plusSeconds(12000)));
        called().then("forwarded", Map.of("authority", "amt-c", "forwardedAt", CALLED));

        await().untilAsserted(() -> {
            rollUp.rollUp();
            coordinator(centre)
                    .get("/api/v1/figures/hops?from=2030-03&to=2030-03")
                    .then()
                    .statusCode(200)
                    .body("rows.authority", contains("amt-a", "amt-b"))
                    .body("rows[0].figures.hops", equalTo(5))
                    .body("rows[0].figures.handedBack", equalTo(5))
                    .body("rows[0].figures.medianServiceTime", equalTo("PT2H"))
                    .body("rows[0].figures.lostServiceTime", equalTo("PT7H30M"))
                    .body("rows[1].figures.handedBack", equalTo(0))
                    .body("rows[1].figures.ninetiethPercentileServiceTime", equalTo("PT1H"))
                    .body("total.hops", equalTo(10));
        });
        coordinator(centre)
                .get("/api/v1/figures/hops/csv?from=2030-03&to=2030-03")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .body(containsString("amt-a,5,5,120,120,450,0,0,0"));
        coordinator(centre)
                .get("/api/v1/figures/hops?from=2030-03&to=2030-02")
                .then()
                .statusCode(422);
    }

    @Test
    void backlogIsWhatCitizensStillWaitFor() {
        var now = Instant.now();
        var yesterday = now.minus(Duration.ofHours(20));
        waitingSince(yesterday).then("forwarded", Map.of("authority", "amt-a"));
        waitingSince(now.minus(Duration.ofHours(50))).then("forwarded", Map.of("authority", "amt-a"));
        waitingSince(now.minus(Duration.ofDays(30))).then("forwarded", Map.of("authority", "amt-a"));
        waitingSince(now.minus(Duration.ofDays(5)));
        waitingSince(yesterday).answered("EMAIL", now);
        waitingSince(now.minus(Duration.ofDays(30))).closed("WITHDRAWN", now);
        waitingSince(yesterday)
                .answered("EMAIL", now)
                .then("answer-undelivered", Map.of("undeliveredAt", now))
                .answered("EMAIL", now);

        await().untilAsserted(() -> coordinator(centre)
                .get("/api/v1/figures/backlog")
                .then()
                .statusCode(200)
                .body("rows.authority", contains("amt-a", ""))
                .body("rows.upToOneDay", contains(1, 0))
                .body("rows.upToThreeDays", contains(1, 0))
                .body("rows.upToOneWeek", contains(0, 1))
                .body("rows.longer", contains(1, 0))
                .body("rows[0].overdue", greaterThanOrEqualTo(1)));
        coordinator("TR").get("/api/v1/figures/backlog").then().body("rows.authority", not(hasItem("amt-a")));
        assertThat(database.plan(FigureCells.BACKLOG
                        .replace(":centre", "'KO'")
                        .replace(":at", "now()")
                        .replace(":limit", "10")))
                .anyMatch(line -> line.contains("promise_awaited"));
    }

    @Test
    void overflowIsToldByThePartnerItCameFrom() {
        IntStream.range(0, 5)
                .forEach(_ -> new TicketStory(topics, centre)
                        .then(
                                "created",
                                Map.of("intakeChannel", "PARTNER_OVERFLOW", "partner", "TR", "receivedAt", CALLED)));
        IntStream.range(0, 6)
                .forEach(_ -> new TicketStory(topics, centre)
                        .then("resolved-at-first-contact", Map.of("partner", "MZ", "resolvedAt", CALLED)));
        awaitChanges(11);

        figures("PARTNER", "2030-03", "2030-03")
                .body("rows.key", contains("MZ", "TR"))
                .body("rows.figures.contacts", contains(6, 5))
                .body("resolvedAtOnceGoal", equalTo(0.65f));
    }

    /** Whoever loses the database has the topic: the same events, read again from the first one, give the same figures. */
    @Test
    void figuresAreTheSameWhenTheTopicIsReadAgain() {
        var stories = IntStream.range(0, 12)
                .mapToObj(number -> called().then("forwarded", Map.of("authority", "amt-a", "forwardedAt", CALLED))
                        .then("returned", Map.of("returnedAt", CALLED.plusSeconds(3600)))
                        .then("forwarded", Map.of("authority", "amt-b", "forwardedAt", CALLED.plusSeconds(7200)))
                        .answered("EMAIL", CALLED.plusSeconds(20_000L * (1 + number % 6))))
                .toList();
        IntStream.range(0, 6).forEach(_ -> atOnce());
        awaitChanges(18);
        awaitHops(24);
        var before = everyFigure();
        var ids = stories.stream().map(story -> story.ticketId).toList();
        var heard = ids.stream()
                .flatMap(ticket -> topics.about(ticket, "tickets").stream())
                .toList();

        for (var table : List.of("promise", "figure", "hop_figure")) {
            database.execute("delete from " + table + " where centre = ?", centre);
        }
        database.execute("delete from figure_change where centre = ?", centre);
        ids.forEach(ticket -> database.execute("delete from inbox_position where ticket_id = ?", ticket));
        heard.forEach(event -> topics.publishAgain(
                UUID.fromString(Objects.requireNonNull(event.headers().get("ce_id"))),
                "tickets",
                event.type(),
                UUID.fromString(event.key()),
                event.version(),
                centre,
                event.body().toString()));
        IntStream.range(0, 6).forEach(_ -> atOnce());

        awaitChanges(18);
        awaitHops(24);
        assertThat(everyFigure()).isEqualTo(before);
    }

    private List<String> everyFigure() {
        return Stream.concat(
                        database.list(String.class, """
                                select concat_ws(' ', dimension, month, key, outcome, reopened, answer_half_hours, promises, returns) as row
                                from figure where centre = ? and (promises <> 0 or returns <> 0) order by row
                                """, centre).stream(),
                        database.list(String.class, """
                                select concat_ws(' ', month, authority, handed_back, half_hours, hops, minutes) as row
                                from hop_figure where centre = ? order by row
                                """, centre).stream())
                .toList();
    }

    private TicketStory waitingSince(Instant received) {
        return new TicketStory(topics, centre).created(KOBLENZ, received);
    }

    private void awaitHops(long hops) {
        await().untilAsserted(() -> {
            rollUp.rollUp();
            assertThat(database.one(
                            Long.class,
                            "select cast(coalesce(sum(hops), 0) as bigint) from hop_figure where centre = ?",
                            centre))
                    .isEqualTo(hops);
        });
    }

    /** The figures that grow with each event are those that one would count afterwards. */
    @Test
    void figuresAreWhatCountingAllPromisesGives() {
        var random = new Random(115);
        var stories = IntStream.range(0, 40).mapToObj(_ -> called()).toList();
        for (int step = 0; step < 160; step++) {
            var story = stories.get(random.nextInt(stories.size()));
            var at = CALLED.plusSeconds(random.nextInt(200_000));
            switch (random.nextInt(7)) {
                case 0 -> story.then("forwarded", Map.of("authority", random.nextBoolean() ? "amt-a" : "amt-b"));
                case 1 -> story.then("returned", Map.of("returnedAt", at));
                case 2 -> story.answered("EMAIL", at);
                case 3 -> story.then("waiting", Map.of("waitingSince", at));
                case 4 -> story.then("resumed", Map.of("resumedAt", at));
                case 5 -> story.then("answer-undelivered", Map.of("undeliveredAt", at));
                default ->
                    story.then(
                            "reclassified",
                            Map.of("serviceKey", random.nextBoolean() ? "local:wohngeld" : "local:elterngeld"));
            }
        }
        await().untilAsserted(() -> assertThat(database.one(
                        Long.class,
                        "select cast(sum(p.version) as bigint) from inbox_position p join promise using (ticket_id) where centre = ?",
                        centre))
                .isEqualTo(200));
        var counted = "select concat_ws(' ', %s) as cell from %s order by cell";
        await().untilAsserted(() -> {
            rollUp.rollUp();
            assertThat(database.one(Long.class, "select count(*) from figure_change where centre = ?", centre))
                    .isZero();
            assertThat(database.list(
                            String.class,
                            counted.formatted(
                                    "key, outcome, answer_half_hours, promises, returns",
                                    "figure where centre = ? and dimension = 'AUTHORITY' and promises > 0"),
                            centre))
                    .isEqualTo(database.list(
                            String.class,
                            counted.formatted("key, outcome, half_hours, count(*), sum(returns)", """
                                    (select coalesce(authority, '') as key, returns,
                                            case when state in ('RUNNING', 'PAUSED') then 'OPEN' else state end as outcome,
                                            coalesce(floor(extract(epoch from answer_time) / 1800), -1) as half_hours
                                       from promise where centre = ?) as promises
                                    group by key, outcome, half_hours"""),
                            centre));
        });
    }

    @Test
    void figuresAreFoundByTheirKey() {
        var plan = database.plan(FigureCells.CELLS
                .replace(":centre", "'KO'")
                .replace(":dimension", "'SERVICE'")
                .replace(":from", "date '2030-01-01'")
                .replace(":to", "date '2030-12-01'"));

        assertThat(plan)
                .anyMatch(line -> line.contains("Index Cond") && line.contains("dimension") && line.contains("month"));
    }

    @Test
    void tableIsForSpreadsheets() {
        IntStream.range(0, 5).forEach(_ -> atOnce());
        awaitChanges(5);
        coordinator(centre)
                .get("/api/v1/figures/csv?by=CHANNEL&from=2030-03&to=2030-03")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .body(containsString("HOTLINE_115,5,5,0,0,0,0,0,0,1.0,,,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=2030-03&to=2030-02", "from=2030-03&to=2040-03"})
    void impossiblePeriodIsRefused(String period) {
        coordinator(centre)
                .get("/api/v1/figures?by=MONTH&" + period)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:poststelle:problem:invalid-period"));
    }

    @Test
    void figuresByWhatNobodyKnowsAreRefused() {
        coordinator(centre)
                .get("/api/v1/figures?by=WEATHER&from=2030-03&to=2030-03")
                .then()
                .statusCode(400)
                .body("field", equalTo("by"));
    }

    @Test
    void figuresAreForTheCoordinatorsOfTheCentre() {
        IntStream.range(0, 5).forEach(_ -> atOnce());
        awaitChanges(5);
        given().auth()
                .oauth2(issuer.token(SampleUser.ANNA))
                .get("/api/v1/figures?by=MONTH&from=2030-03&to=2030-03")
                .then()
                .statusCode(403);
        coordinator("TR")
                .get("/api/v1/figures?by=MONTH&from=2030-03&to=2030-03")
                .then()
                .body("rows", empty());
        for (var visible : List.of("service", "centre:" + centre)) {
            assertThat(database.countAs(visible, "figure where dimension = 'MONTH' and centre = '" + centre + "'"))
                    .as(visible)
                    .isOne();
        }
        for (var hidden : List.of("centre:TR", "authority:koblenz-elterngeldstelle", "")) {
            assertThat(database.countAs(hidden, "figure where centre = '" + centre + "'"))
                    .as(hidden)
                    .isZero();
        }
    }

    private TicketStory called() {
        return new TicketStory(topics, centre).created(KOBLENZ, CALLED);
    }

    private void atOnce() {
        new TicketStory(topics, centre).then("resolved-at-first-contact", Map.of("resolvedAt", CALLED));
    }

    /** Waits until the figures have so many promises. */
    private void awaitChanges(long promises) {
        await().untilAsserted(() -> {
            rollUp.rollUp();
            assertThat(database.one(
                            Long.class,
                            "select cast(coalesce(sum(promises), 0) as bigint) from figure where dimension = 'MONTH' and centre = ?",
                            centre))
                    .isEqualTo(promises);
        });
    }

    private ValidatableResponse figures(String by, String from, String to) {
        return coordinator(centre)
                .get("/api/v1/figures?by=%s&from=%s&to=%s".formatted(by, from, to))
                .then()
                .statusCode(200);
    }

    private RequestSpecification coordinator(String ofCentre) {
        return given().auth().oauth2(issuer.token(new SampleUser("fay.coordinator", "coordinator", ofCentre, null)));
    }
}
