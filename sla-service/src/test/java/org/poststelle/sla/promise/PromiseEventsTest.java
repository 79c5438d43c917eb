package org.poststelle.sla.promise;

import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

/** From the ticket's events to the promise's, over a real broker and database. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PromiseEventsTest {

    private static final String KOBLENZ = "071110000000";
    private static final Instant LONG_AGO = Instant.parse("2026-06-03T14:30:00Z");
    private static final Instant LONG_DUE = Instant.parse("2026-06-05T14:30:00Z");

    @Inject
    Promises promises;

    @Inject
    PromiseCommands commands;

    @Inject
    MeterRegistry metrics;

    @SuppressWarnings("NullAway.Init") // set by the environment
    private Topics topics;

    @SuppressWarnings("NullAway.Init") // set by the environment
    private Database database;

    @Test
    void ticketIsPromisedAnAnswerByTheCalendarOfItsRegion() {
        var ticket = ticket("KO").created(KOBLENZ, LONG_AGO);

        awaitEvents(ticket, "promised", "breached");
        var promised = ticket.published().getFirst();
        assertThat(promised.version()).isEqualTo(1);
        assertThat(promised.headers().get("ce_centre")).isEqualTo("KO");
        assertThat(promised.body().get("policy").asText()).isEqualTo("NEXT_SERVICE_DAY_SAME_TIME");
        assertThat(promised.body().get("receivedAt").asText()).isEqualTo(LONG_AGO.toString());
        assertThat(promised.body().get("dueAt").asText())
                .as("after Fronleichnam")
                .isEqualTo(LONG_DUE.toString());
    }

    @Test
    void regionalHolidaysOfTheDatabaseCount() {
        var beforeAssumption = Instant.parse("2025-08-14T08:00:00Z");
        var kempten = ticket("KE").created("097630000000", beforeAssumption);
        var memmingerberg = ticket("KE").created("097780171171", beforeAssumption);

        awaitEvents(kempten, "promised", "breached");
        awaitEvents(memmingerberg, "promised", "breached");
        assertThat(kempten.published().getFirst().body().get("dueAt").asText()).isEqualTo("2025-08-18T08:00:00Z");
        assertThat(memmingerberg.published().getFirst().body().get("dueAt").asText())
                .isEqualTo("2025-08-15T08:00:00Z");
    }

    @Test
    void duplicateEventGivesOnePromise() {
        var ticket = ticket("KO");
        var body = Map.of("regionKey", KOBLENZ, "receivedAt", now());
        var event = UUID.randomUUID();
        ticket.again(event, 1, "created", body);
        ticket.again(event, 1, "created", body);
        ticket.again(UUID.randomUUID(), 2, "answered", Map.of("replyChannel", "EMAIL", "answeredAt", now()));

        awaitEvents(ticket, "promised", "met");
    }

    @Test
    void answerByMailMeetsThePromise() {
        var received = now();
        var answered = received.plusSeconds(90);
        var ticket = ticket("KO").created(KOBLENZ, received).answered("EMAIL", answered);

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published().getLast().body().get("metAt").asText()).isEqualTo(answered.toString());
        assertThat(ticket.published().getLast().version()).isEqualTo(2);
        assertThat(promise(ticket).state()).isEqualTo(PromiseState.MET);
        assertThat(promise(ticket).settledAt()).isEqualTo(answered);
    }

    @Test
    void onlyACallbackThatReachesTheCitizenMeetsThePromise() {
        var reached = now().plusSeconds(300);
        var ticket = ticket("KO")
                .created(KOBLENZ, now())
                .answered("CALLBACK", now())
                .called("NOT_REACHED", now())
                .called("REACHED", reached);

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published().getLast().body().get("metAt").asText()).isEqualTo(reached.toString());
    }

    @Test
    void letterThatWasSentMeetsThePromise() {
        var sent = now().plusSeconds(300);
        var ticket = ticket("KO")
                .created(KOBLENZ, now())
                .answered("LETTER", now())
                .then("letter-sent", Map.of("sentAt", sent));

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published().getLast().body().get("metAt").asText()).isEqualTo(sent.toString());
    }

    @Test
    void answerThatNobodyWaitsForMeetsThePromise() {
        var answered = now().plusSeconds(300);
        var ticket = ticket("KO").created(KOBLENZ, now()).answered("NONE", answered);

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published().getLast().body().get("metAt").asText()).isEqualTo(answered.toString());
    }

    @Test
    void documentedUnreachabilityMeetsThePromise() {
        var ticket = ticket("KO").created(KOBLENZ, now()).closed("UNREACHABLE", now());

        awaitEvents(ticket, "promised", "met");
    }

    @Test
    void answerThatIsMailedInsteadOfToldMeetsThePromise() {
        var corrected = now().plusSeconds(300);
        var ticket = ticket("KO")
                .created(KOBLENZ, now())
                .answered("CALLBACK", now())
                .then("contact-corrected", Map.of("correctedAt", corrected));

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published().getLast().body().get("metAt").asText()).isEqualTo(corrected.toString());
    }

    /** Readers would wait for ever for the event with the version that is missing. */
    @Test
    void changeThatNoEventTellsOfIsRefused() {
        var ticket = ticket("KO").created(KOBLENZ, now());
        await().until(() -> find(ticket).isPresent());

        assertThatThrownBy(() -> AccessScope.SERVICE.run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> promises.lock(ticket.ticketId)
                                .ifPresent(promise ->
                                        assertThat(promise.withdraw(now())).isPresent()))))
                .hasStackTraceContaining("no event tells of");

        assertThat(promise(ticket).state()).isEqualTo(PromiseState.RUNNING);
    }

    @Test
    void correctionThatMovesNothingIsNoEvent() {
        var answered = now().plusSeconds(60);
        var ticket = ticket("KO")
                .created(KOBLENZ, now())
                .then("reclassified", Map.of("serviceKey", "local:wohngeld", "regionKey", KOBLENZ))
                .answered("EMAIL", answered);

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published()).extracting(Topics.Message::version).containsExactly(1L, 2L);
    }

    @Test
    void correctedRegionMovesTheDueTimeByItsHolidays() {
        var beforeAssumption = Instant.parse("2025-08-14T08:00:00Z");
        var ticket = ticket("KE").created("097630000000", beforeAssumption).then("forwarded", Map.of());
        awaitEvents(ticket, "promised", "breached");

        ticket.then("reclassified", Map.of("regionKey", "097780171171", "reclassifiedAt", now()));

        awaitEvents(ticket, "promised", "breached", "promised", "breached");
        assertThat(ticket.published().getLast().body().get("dueAt").asText()).isEqualTo("2025-08-15T08:00:00Z");
        assertThat(promise(ticket).hops())
                .allSatisfy(hop -> assertThat(hop.until()).isNotNull());
    }

    @Test
    void forwardingAndReturningDoNotMoveTheDueTime() {
        var ticket = ticket("KO").created(KOBLENZ, now());
        await().until(() -> find(ticket).isPresent());
        var due = promise(ticket).dueAt();

        ticket.then("forwarded", Map.of())
                .then("returned", Map.of())
                .then("forwarded", Map.of())
                .then("accepted", Map.of())
                .answered("EMAIL", due);

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published().getLast().body().get("dueAt").asText()).isEqualTo(due.toString());
    }

    @Test
    void questionToTheCitizenMovesTheDueTime() {
        var received = now();
        var ticket = ticket("KO").created(KOBLENZ, received);
        await().until(() -> find(ticket).isPresent());
        var due = promise(ticket).dueAt();

        ticket.then("waiting", Map.of("waitingSince", received))
                .then("resumed", Map.of("resumedAt", received.plus(Duration.ofDays(14))));

        awaitEvents(ticket, "promised", "paused", "resumed");
        assertThat(promise(ticket).state()).isEqualTo(PromiseState.RUNNING);
        assertThat(promise(ticket).dueAt()).isAfter(due.plus(Duration.ofDays(7)));
        assertThat(ticket.published().getLast().body().get("dueAt").asText())
                .isEqualTo(promise(ticket).dueAt().toString());
    }

    @Test
    void nothingIsBrokenWhileTheCitizenIsAsked() {
        var ticket = ticket("KO").created(KOBLENZ, LONG_AGO).then("waiting", Map.of("waitingSince", LONG_AGO));
        await().untilAsserted(() -> assertThat(promise(ticket).state()).isEqualTo(PromiseState.PAUSED));
        assertThat(promise(ticket).settledAt()).isNull();
        ticket.closed("WITHDRAWN", now());
        await().untilAsserted(() -> assertThat(promise(ticket).state()).isEqualTo(PromiseState.WITHDRAWN));
    }

    @Test
    void promiseOfADuplicateIsNeitherKeptNorBroken() {
        var ticket = ticket("KO").created(KOBLENZ, now()).closed("DUPLICATE", now());
        await().untilAsserted(() -> assertThat(promise(ticket).state()).isEqualTo(PromiseState.WITHDRAWN));
    }

    @Test
    void answerThatDidNotArriveIsAwaitedAgain() {
        var answered = now();
        var called = answered.plusSeconds(60);
        var ticket = ticket("KO")
                .created(KOBLENZ, answered)
                .answered("EMAIL", answered)
                .then("answer-undelivered", Map.of("undeliveredAt", answered));
        awaitEvents(ticket, "promised", "met", "unmet");
        assertThat(promise(ticket).state()).isEqualTo(PromiseState.RUNNING);

        ticket.called("REACHED", called);

        awaitEvents(ticket, "promised", "met", "unmet", "met");
        assertThat(promise(ticket).settledAt()).isEqualTo(called);
    }

    @Test
    void answerThatArrivesAfterAllMeetsThePromise() {
        var ticket = ticket("KO")
                .created(KOBLENZ, now())
                .answered("EMAIL", now())
                .then("answer-undelivered", Map.of("undeliveredAt", now()))
                .then("answer-delivered", Map.of("deliveredAt", now()));
        awaitEvents(ticket, "promised", "met", "unmet", "met");
    }

    @Test
    void reopenedTicketIsPromisedAnAnswerAnew() {
        var first = now();
        var ticket = ticket("KO").created(KOBLENZ, first).answered("EMAIL", first);
        awaitEvents(ticket, "promised", "met");
        var firstDue = promise(ticket).dueAt();
        var received = now();

        ticket.closed("ANSWERED", first).then("reopened", Map.of("reopenedAt", received));

        awaitEvents(ticket, "promised", "met", "promised");
        assertThat(ticket.published().getLast().body().get("receivedAt").asText())
                .isEqualTo(received.toString());
        assertThat(promise(ticket).state()).isEqualTo(PromiseState.RUNNING);
        assertThat(promise(ticket).dueAt()).isAfter(received);
        assertThat(promise(ticket).earlier())
                .containsExactly(new EarlierPromise(first, firstDue, PromiseState.MET, first, List.of()));
        ticket.answered("EMAIL", received);
        awaitEvents(ticket, "promised", "met", "promised", "met");
    }

    @Test
    void withdrawalEndsThePromise() {
        var ticket = ticket("KO").created(KOBLENZ, now()).closed("WITHDRAWN", now());

        awaitEvents(ticket, "promised", "withdrawn");
        assertThat(promise(ticket).state()).isEqualTo(PromiseState.WITHDRAWN);
    }

    @Test
    void withdrawalInTimeCountsThoughTheBreachWasAnnounced() {
        var ticket = ticket("KO").created(KOBLENZ, LONG_AGO);
        awaitEvents(ticket, "promised", "breached");

        ticket.closed("WITHDRAWN", LONG_DUE.minusSeconds(60));

        awaitEvents(ticket, "promised", "breached", "withdrawn");
        assertThat(ticket.published()).extracting(Topics.Message::version).containsExactly(1L, 2L, 3L);
        assertThat(promise(ticket).state()).isEqualTo(PromiseState.WITHDRAWN);
    }

    @Test
    void lateAnswerDoesNotChangeABreach() {
        var ticket = ticket("KO").created(KOBLENZ, LONG_AGO);
        awaitEvents(ticket, "promised", "breached");
        var breach = promise(ticket);

        ticket.answered("EMAIL", LONG_DUE.plusMillis(1));
        awaitHeard(ticket, 2);

        assertThat(promise(ticket)).isEqualTo(breach);
        awaitEvents(ticket, "promised", "breached");
    }

    @Test
    void answerInTimeCountsThoughTheBreachWasAnnounced() {
        var ticket = ticket("KO").created(KOBLENZ, LONG_AGO);
        awaitEvents(ticket, "promised", "breached");

        ticket.answered("EMAIL", LONG_DUE);

        awaitEvents(ticket, "promised", "breached", "met");
        assertThat(promise(ticket).state()).isEqualTo(PromiseState.MET);
    }

    @Test
    void everyBreachIsAnnouncedOnceByConcurrentReplicas() throws Exception {
        var tickets = Stream.generate(UUID::randomUUID).limit(300).toList();
        AccessScope.SERVICE.run(() -> tickets.forEach(ticket -> commands.promise(
                ticket,
                "KO-2026-000300",
                "RUSH",
                new Enquiry("local:elterngeld", KOBLENZ, "HOTLINE_115", "NORMAL", now()),
                null)));
        Callable<Integer> replica = () -> AccessScope.SERVICE.call(() -> {
            int announced = 0;
            for (int batch = 1; batch > 0; announced += batch) {
                batch = commands.breachOverdue(7).size();
            }
            return announced;
        });

        try (var replicas = Executors.newFixedThreadPool(3)) {
            database.execute(
                    "update promise set due_at = ?::timestamptz where centre = ?", LONG_DUE.toString(), "RUSH");
            for (var announced : replicas.invokeAll(List.of(replica, replica, replica))) {
                assertThat(announced.get()).isPositive();
            }
        }

        await().untilAsserted(() -> assertThat(tickets)
                .extracting(ticket -> names(topics.about(ticket, "sla")))
                .containsOnly(List.of("promised", "breached")));
    }

    @Test
    void authorityIsWarnedOnceAndNotAfterTheAnswer() {
        var ticket = ticket("KO").created(KOBLENZ, now()).then("forwarded", Map.of("authority", "koblenz-buergeramt"));
        var answered = ticket("KO").created(KOBLENZ, now()).answered("EMAIL", now());
        awaitHeard(ticket, 2);
        awaitEvents(answered, "promised", "met");

        var soon = "update promise set warn_next_at = now() - interval '1 second', "
                + "escalation = jsonb_build_array(jsonb_build_object('percent', 90, 'at', now() - interval '1 second', "
                + "'recipients', jsonb_build_array('COORDINATOR'))) "
                + "where ticket_id = ?";
        database.execute(soon, answered.ticketId);
        database.execute(soon, ticket.ticketId);

        awaitEvents(ticket, "promised", "warned");
        var warned = ticket.published().getLast();
        assertThat(warned.version()).isEqualTo(2);
        assertThat(warned.body().get("percent").asInt()).isEqualTo(90);
        assertThat(warned.body().get("authority").asText()).isEqualTo("koblenz-buergeramt");
        assertThat(promise(ticket).state()).isEqualTo(PromiseState.RUNNING);
        ticket.answered("EMAIL", now());
        awaitEvents(ticket, "promised", "warned", "met");
        awaitEvents(answered, "promised", "met");
    }

    @Test
    void promisesToWarnOfAreFoundByTheirIndex() {
        var plan = database.plan("""
                select * from promise
                where state = 'RUNNING' and warn_next_at < statement_timestamp() and due_at >= statement_timestamp()
                order by warn_next_at limit 200
                for no key update skip locked
                """);

        assertThat(plan).anyMatch(line -> line.contains("promise_warning"));
    }

    @Test
    void unknownChannelsAndOutcomesOfLaterVersionsDoNotStopTheConsumer() {
        var ticket = ticket("KO")
                .created(KOBLENZ, now())
                .answered("LETTER", now())
                .called("VOICEMAIL", now())
                .closed("MERGED", now());

        awaitHeard(ticket, 4);
        awaitEvents(ticket, "promised");
    }

    @Test
    void overduePromisesAreCountedUntilTheyAreAnnounced() {
        var ticket = ticket("KO").created(KOBLENZ, now());
        awaitEvents(ticket, "promised");
        var overdue = metrics.get("poststelle.sla.overdue").gauge();

        var due = "update promise set due_at = now() - interval '1 second' where ticket_id = ?";
        database.execute(due, ticket.ticketId);
        awaitEvents(ticket, "promised", "breached");
        await().untilAsserted(() -> assertThat(overdue.value()).isZero());
    }

    @Test
    void overduePromisesAreFoundByTheirIndex() {
        var plan = database.plan("""
                select * from promise
                where state = 'RUNNING' and due_at < statement_timestamp() order by due_at limit 200
                for no key update skip locked
                """);

        assertThat(plan).anyMatch(line -> line.contains("promise_timer")).anyMatch(line -> line.contains("Index Cond"));
    }

    @Test
    void settledPromisesAreKeptForThreeYears() {
        var old = ticket("KO").created(KOBLENZ, now()).answered("EMAIL", now());
        var recent = ticket("KO").created(KOBLENZ, now()).answered("EMAIL", now());
        var running = ticket("KO").created(KOBLENZ, now());
        awaitEvents(old, "promised", "met");
        awaitEvents(recent, "promised", "met");
        awaitEvents(running, "promised");
        var settled = "update promise set settled_at = now() - ?::interval where ticket_id = ?";
        database.execute(settled, "1097 days", old.ticketId);
        database.execute(settled, "1095 days", recent.ticketId);

        assertThat(AccessScope.SERVICE.<Integer>call(() -> commands.purgeSettled(10)))
                .isOne();

        assertThat(find(old)).isEmpty();
        assertThat(find(recent)).isPresent();
        assertThat(find(running)).isPresent();
    }

    @Test
    void rowPolicyHidesPromisesOfOthers() {
        var ticket = ticket("KO").created(KOBLENZ, now()).then("forwarded", Map.of("authority", "koblenz-buergeramt"));
        awaitHeard(ticket, 2);
        var row = "promise where ticket_id = '" + ticket.ticketId + "'";
        for (var visible : List.of("service", "centre:KO", "authority:koblenz-buergeramt")) {
            assertThat(database.countAs(visible, row)).as(visible).isOne();
        }
        for (var hidden : List.of("centre:TR", "authority:trier-buergeramt", "nobody", "")) {
            assertThat(database.countAs(hidden, row)).as(hidden).isZero();
        }
    }

    @Test
    void eventsBeyondTheCheckedHolidaysAreParked() {
        var ticket = ticket("KO")
                .created(KOBLENZ, Instant.parse("2031-01-02T10:00:00Z"))
                .answered("EMAIL", Instant.parse("2031-01-02T11:00:00Z"));

        await().untilAsserted(() -> assertThat(parked(ticket)).containsExactly("HANDLER_FAILED", "OUT_OF_ORDER"));
        assertThat(ticket.published()).isEmpty();
        assertThat(find(ticket)).isEmpty();
    }

    private TicketStory ticket(String centre) {
        return new TicketStory(topics, centre);
    }

    /** Short names, such as {@code promised}. */
    private static List<String> names(List<Topics.Message> events) {
        return events.stream()
                .map(event -> event.type().replaceAll("org\\.poststelle\\.sla\\.|\\.v1", ""))
                .toList();
    }

    private void awaitEvents(TicketStory ticket, String... names) {
        await().untilAsserted(() -> assertThat(names(ticket.published())).containsExactly(names));
    }

    private void awaitHeard(TicketStory ticket, long version) {
        await().until(() -> database.one(
                        Long.class,
                        "select count(*) from inbox_position where ticket_id = ? and version >= ?",
                        ticket.ticketId,
                        version)
                == 1);
    }

    private List<String> parked(TicketStory ticket) {
        return database.list(
                String.class, "select reason from parked_record where ticket_id = ? order by version", ticket.ticketId);
    }

    private Optional<PromiseDetails> find(TicketStory ticket) {
        return AccessScope.SERVICE.call(
                () -> QuarkusTransaction.requiringNew().call(() -> promises.details(ticket.ticketId)));
    }

    private PromiseDetails promise(TicketStory ticket) {
        return find(ticket).orElseThrow();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(MICROS);
    }
}
