package org.poststelle.sla.promise;

import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

/** From the ticket's events to the promise's, over a real broker and database. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PromiseLifeTest {

    private static final String KOBLENZ = "071110000000";
    private static final Instant LONG_AGO = Instant.parse("2026-06-03T14:30:00Z");
    private static final Instant LONG_DUE = Instant.parse("2026-06-05T14:30:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Promises promises;

    @Inject
    PromiseCommands desk;

    @Inject
    Jdbi jdbi;

    @Nullable
    Topics topics;

    @Test
    void aTicketIsPromisedAnAnswerByTheCalendarOfItsRegion() {
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
    void theRegionalHolidaysOfTheDatabaseCount() {
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
    void anEventThatComesTwiceGivesOnePromise() {
        var ticket = ticket("KO");
        var body = Map.of("regionKey", KOBLENZ, "receivedAt", now());
        var event = UUID.randomUUID();
        ticket.again(event, 1, "created", body);
        ticket.again(event, 1, "created", body);
        ticket.again(UUID.randomUUID(), 2, "answered", Map.of("replyChannel", "EMAIL", "answeredAt", now()));

        awaitEvents(ticket, "promised", "met");
    }

    @Test
    void anAnswerByMailKeepsThePromise() {
        var received = now();
        var answered = received.plusSeconds(90);
        var ticket = ticket("KO").created(KOBLENZ, received).answered("EMAIL", answered);

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published().getLast().body().get("metAt").asText()).isEqualTo(answered.toString());
        assertThat(ticket.published().getLast().version()).isEqualTo(2);
        assertThat(promise(ticket).state()).isEqualTo(Promise.State.MET);
        assertThat(promise(ticket).settledAt()).isEqualTo(answered);
    }

    @Test
    void aCallBackKeepsItWhenTheCitizenIsReachedAndNotBefore() {
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
    void documentingThatTheCitizenCannotBeReachedKeepsIt() {
        var ticket = ticket("KO").created(KOBLENZ, now()).closed("UNREACHABLE", now());

        awaitEvents(ticket, "promised", "met");
    }

    @Test
    void forwardingAndReturningDoNotMoveTheDueTime() {
        var ticket = ticket("KO").created(KOBLENZ, now());
        await().atMost(PATIENCE).until(() -> promises.find(ticket.ticketId).isPresent());
        var due = promise(ticket).deadline().dueAt();

        ticket.then("forwarded", Map.of())
                .then("returned", Map.of())
                .then("forwarded", Map.of())
                .then("accepted", Map.of())
                .answered("EMAIL", due);

        awaitEvents(ticket, "promised", "met");
        assertThat(ticket.published().getLast().body().get("dueAt").asText()).isEqualTo(due.toString());
    }

    @Test
    void aWithdrawnConcernIsOwedNothingAndNothingIsSaid() {
        var ticket = ticket("KO").created(KOBLENZ, now()).closed("WITHDRAWN", now());

        await().atMost(PATIENCE)
                .until(() -> promises.find(ticket.ticketId)
                        .filter(promise -> promise.state() == Promise.State.WITHDRAWN)
                        .isPresent());
        awaitEvents(ticket, "promised");
    }

    @Test
    void aBrokenPromiseStaysBrokenWhenTheAnswerComesLate() {
        var ticket = ticket("KO").created(KOBLENZ, LONG_AGO);
        awaitEvents(ticket, "promised", "breached");
        var breach = promise(ticket);

        ticket.answered("EMAIL", LONG_DUE.plusMillis(1));
        awaitHeard(ticket, 2);

        assertThat(promise(ticket)).isEqualTo(breach);
        awaitEvents(ticket, "promised", "breached");
    }

    @Test
    void anAnswerGivenInTimeCountsThoughTheBreachWasAnnouncedBeforeItWasHeardOf() {
        var ticket = ticket("KO").created(KOBLENZ, LONG_AGO);
        awaitEvents(ticket, "promised", "breached");

        ticket.answered("EMAIL", LONG_DUE);

        awaitEvents(ticket, "promised", "breached", "met");
        assertThat(promise(ticket).state()).isEqualTo(Promise.State.MET);
    }

    @Test
    void everyBreachIsAnnouncedOnceAlsoWhenReplicasLookAtTheSameTime() throws Exception {
        var tickets = Stream.generate(UUID::randomUUID).limit(300).toList();
        tickets.forEach(ticket -> desk.promise(ticket, "KO-2026-000300", "RUSH", KOBLENZ, now()));
        Callable<Integer> replica = () -> {
            int announced = 0;
            for (int batch = 1; batch > 0; announced += batch) {
                batch = desk.breachOverdue(7).size();
            }
            return announced;
        };

        try (var replicas = Executors.newFixedThreadPool(3)) {
            allAreOverdue("RUSH");
            for (var announced : replicas.invokeAll(List.of(replica, replica, replica))) {
                assertThat(announced.get()).isPositive();
            }
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tickets)
                        .extracting(ticket -> names(environment().about(ticket, "sla")))
                        .containsOnly(List.of("promised", "breached")));
    }

    @Test
    void theTimerFindsOverduePromisesByTheirIndexAndDoesNotWalkThroughAllThatRun() {
        var plan = jdbi.inTransaction(handle -> {
            handle.execute("set local enable_seqscan = off"); // so few rows would be read without any index
            return handle.createQuery("explain (costs off) " + Promises.OVERDUE)
                    .bind("limit", 200)
                    .mapTo(String.class)
                    .list();
        });

        assertThat(plan).anyMatch(line -> line.contains("promise_timer")).anyMatch(line -> line.contains("Index Cond"));
    }

    @Test
    void aConcernThatCannotBePromisedYetIsSetAsideWithAllThatFollowsAndNotLost() {
        var ticket = ticket("KO")
                .created(KOBLENZ, Instant.parse("2031-01-02T10:00:00Z"))
                .answered("EMAIL", Instant.parse("2031-01-02T11:00:00Z"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(parked(ticket)).containsExactly("HANDLER_FAILED", "OUT_OF_ORDER"));
        assertThat(ticket.published()).isEmpty();
        assertThat(promises.find(ticket.ticketId)).isEmpty();
    }

    private Topics environment() {
        return Objects.requireNonNull(topics);
    }

    private TicketStory ticket(String centre) {
        return new TicketStory(environment(), centre);
    }

    /** Short names, such as {@code promised}. */
    private static List<String> names(List<Topics.Message> events) {
        return events.stream()
                .map(event -> event.type().replaceAll("org\\.poststelle\\.sla\\.|\\.v1", ""))
                .toList();
    }

    private void awaitEvents(TicketStory ticket, String... names) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(names(ticket.published())).containsExactly(names));
    }

    private void awaitHeard(TicketStory ticket, long version) {
        await().atMost(PATIENCE)
                .until(() -> jdbi.withHandle(handle -> handle.createQuery(
                                        "select count(*) from inbox_position where ticket_id = :id and version >= :version")
                                .bind("id", ticket.ticketId)
                                .bind("version", version)
                                .mapTo(Integer.class)
                                .one())
                        == 1);
    }

    private List<String> parked(TicketStory ticket) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select reason from parked_record where ticket_id = :id order by version")
                        .bind("id", ticket.ticketId)
                        .mapTo(String.class)
                        .list());
    }

    private Promise promise(TicketStory ticket) {
        return promises.find(ticket.ticketId).orElseThrow();
    }

    private void allAreOverdue(String centre) {
        jdbi.useHandle(handle -> handle.createUpdate("update promise set due_at = :due where centre = :centre")
                .bind("due", LONG_DUE)
                .bind("centre", centre)
                .execute());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(MICROS);
    }
}
