package org.poststelle.ticket.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;
import org.poststelle.ticket.live.LiveStream.Event;
import org.poststelle.ticket.model.TicketQueue;
import org.poststelle.ticket.model.TicketState;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class LiveTest extends TicketServiceTest {

    private static final String TEXT = "{\"text\": \"Text\"}";

    @Inject
    LiveListeners listeners;

    @Inject
    TicketChanges changes;

    @Test
    void whatHappensIsToldWithTheTicketAsItIsAndNothingPersonal() {
        try (var anna = watch(SampleUser.ANNA, "")) {
            var ticket = api.create(ENQUIRY);
            api.decide(ticket.id(), 1, ELTERNGELD);
            api.act(SampleUser.CARLA, ticket.id(), "acceptance", 2, null).statusCode(200);

            await().untilAsserted(() -> assertThat(names(anna, ticket.id()))
                    .containsSubsequence("ticket.created", "routing.decided", "ticket.forwarded", "ticket.accepted"));
            assertThat(about(anna, ticket.id()).getLast().data())
                    .isEqualTo("""
                            {"ticketId":"%s","reference":"%s","state":"ACCEPTED","version":3,"queue":"WORKING"}""".formatted(ticket.id(), ticket.reference()));
            assertThat(anna.events())
                    .extracting(event -> ChangePosition.parse(event.id()))
                    .isSorted();
        }
    }

    @Test
    void everybodyIsToldOfTheirTicketsOnly() {
        try (var anna = watch(SampleUser.ANNA, "");
                var tom = watch(SampleUser.TOM, "");
                var carla = watch(SampleUser.CARLA, "");
                var bea = watch(BUERGERAMT, "")) {
            var ofElterngeld = api.create();
            api.decide(ofElterngeld, 1, ELTERNGELD);
            var ofBuergeramt = api.create();
            api.decide(ofBuergeramt, 1, "koblenz-buergeramt");

            await().untilAsserted(() -> assertThat(names(anna, ofBuergeramt)).contains("ticket.forwarded"));
            await().untilAsserted(() -> assertThat(names(bea, ofBuergeramt)).contains("ticket.forwarded"));
            await().untilAsserted(() -> assertThat(names(carla, ofElterngeld)).contains("ticket.forwarded"));
            listeners.tellChanges();
            assertThat(about(carla, ofBuergeramt)).isEmpty();
            assertThat(about(bea, ofElterngeld)).isEmpty();
            assertThat(about(tom, ofElterngeld)).isEmpty();
            assertThat(about(tom, ofBuergeramt)).isEmpty();
        }
    }

    @Test
    void formerAuthorityIsToldThatTheTicketIsGoneAndNothingAfterThat() {
        var id = api.create();
        try (var carla = watch(SampleUser.CARLA, "");
                var bea = watch(BUERGERAMT, "")) {
            var before = carla.signals().getLast().id();
            api.decide(id, 1, ELTERNGELD);
            api.act(SampleUser.CARLA, id, "return", 2, "{\"reason\": \"OTHER\", \"text\": \"Text\"}")
                    .statusCode(200);
            api.decide(id, 2, "koblenz-buergeramt");
            api.act(BUERGERAMT, id, "acceptance", 4, null).statusCode(200);

            await().untilAsserted(() -> assertThat(names(bea, id)).contains("ticket.accepted"));
            await().untilAsserted(() -> assertThat(names(carla, id)).endsWith("ticket.returned"));
            assertThat(about(carla, id).getLast().data()).contains("\"queue\":\"PASSED_ON\"");
            try (var again = LiveStream.open(issuer.token(SampleUser.CARLA), "", before)) {
                assertThat(names(again, id)).endsWith("ticket.forwarded", "ticket.returned");
            }
            assertThat(database.countAs("authority:" + ELTERNGELD, "ticket_change where ticket_id = '" + id + "'"))
                    .isEqualTo(names(carla, id).size() + 1L); // and its creation, before it was there
        }
    }

    @Test
    void whoComesAgainIsToldExactlyWhatWasMissed() {
        var id = api.create();
        String last;
        List<String> seen;
        try (var anna = watch(SampleUser.ANNA, "?ticketId=" + id)) {
            note(id, "eins");
            await().untilAsserted(() -> assertThat(names(anna, id)).contains("ticket.noted"));
            last = anna.events().getLast().id();
            seen = names(anna, id);
        }
        note(id, "zwei");
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);

        try (var again = LiveStream.open(issuer.token(SampleUser.ANNA), "?ticketId=" + id, last)) {
            assertThat(again.signals()).extracting(Event::name).containsExactly("ready");
            note(id, "drei");
            await().untilAsserted(() ->
                    assertThat(names(again, id)).hasSizeGreaterThan(1).endsWith("ticket.noted"));
            assertThat(Stream.concat(seen.stream(), names(again, id).stream()))
                    .containsExactlyElementsOf(history(id).stream()
                            .skip(history(id).size()
                                    - seen.size()
                                    - names(again, id).size())
                            .toList());
        }
    }

    @Test
    void whoComesAgainTooLateOrWithAnUnknownPlaceReadsAnew() {
        try (var old = LiveStream.open(issuer.token(SampleUser.ANNA), "", "1-0")) {
            assertThat(old.signals()).extracting(Event::name).containsExactly("reset");
            assertThat(old.events()).isEmpty();
        }
        try (var future = LiveStream.open(issuer.token(SampleUser.ANNA), "", "900000000000000-1")) {
            assertThat(future.signals()).extracting(Event::name).containsExactly("reset");
        }
        api.as(SampleUser.ANNA)
                .header("Last-Event-ID", "x")
                .get("/api/v1/live")
                .then()
                .statusCode(400)
                .body("type", problem("invalid-value"))
                .body("field", equalTo("Last-Event-ID"));
    }

    @Test
    void changeThatIsCommittedLateIsNotSkipped() {
        var early = api.create();
        try (var anna = watch(SampleUser.ANNA, "")) {
            var begin = changes.bound();
            var late = new UUID[1];
            database.holding(
                    () -> {
                        late[0] = api.create();
                        listeners.tellChanges();
                        assertThat(changes.since(begin, Set.of("centre:KO")).changes())
                                .extracting(TicketChange::ticketId)
                                .doesNotContain(late[0]);
                    },
                    "insert into ticket_change (ticket_id, entry, type) values (?, 1, 'org.poststelle.ticket.held.v1')",
                    early);

            await().untilAsserted(() -> assertThat(names(anna, late[0])).contains("ticket.created"));
            assertThat(names(anna, early)).contains("ticket.held");
            assertThat(anna.events())
                    .extracting(event -> ChangePosition.parse(event.id()))
                    .isSorted();
        }
    }

    @Test
    void readerWhoDoesNotReadIsDroppedAndOthersContinue() throws IOException {
        var ticketId = UUID.randomUUID();
        try (var reader = watch(SampleUser.TOM, "");
                var _ = connect(SampleUser.TOM)) {
            await().until(() -> listeners.of("centre:TR") == 2);
            var position = changes.bound() + 1_000_000;
            for (int round = 0; listeners.of("centre:TR") == 2; round++) {
                assertThat(round).isLessThan(2_000);
                var first = position + round * 500L;
                IntStream.range(0, 500).forEach(i -> listeners.tell(change(ticketId, first + i)));
                var told = (round + 1) * 500;
                await().until(() -> about(reader, ticketId).size() == told);
            }

            assertThat(reader.hasEnded()).isFalse();
            assertThat(listeners.of("centre:TR")).isEqualTo(1);
        }
        await().until(() -> listeners.of("centre:TR") == 0);
    }

    @Test
    void queueIsWatchedForWhatComesAndWhatLeaves() {
        try (var inbox = watch(SampleUser.CARLA, "?queue=INBOX")) {
            var id = api.create();
            api.decide(id, 1, ELTERNGELD);
            await().untilAsserted(() -> assertThat(names(inbox, id)).contains("ticket.forwarded"));
            api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
            await().untilAsserted(() -> assertThat(names(inbox, id)).contains("ticket.accepted"));
            var told = names(inbox, id).size();
            api.act(SampleUser.CARLA, id, "answer", 3, TEXT).statusCode(200);
            var next = api.create();
            api.decide(next, 1, ELTERNGELD);

            await().untilAsserted(() -> assertThat(names(inbox, next)).contains("ticket.forwarded"));
            assertThat(names(inbox, id)).hasSize(told);
        }
    }

    @Test
    void streamIsKeptAliveByComments() {
        try (var anna = watch(SampleUser.ANNA, "")) {
            listeners.keepAlive();
            await().untilAsserted(() -> assertThat(anna.comments()).isNotEmpty());
        }
    }

    @Test
    void streamEndsWithTheToken() {
        var claims = Map.<String, Object>of("roles", List.of("agent"), "centre", "KO");
        try (var anna = LiveStream.open(
                issuer.token("anna.agent", claims, Duration.ofSeconds(20)), "?ticketId=" + api.create(), null)) {
            await().atMost(Duration.ofMinutes(2)).until(anna::hasEnded);
        }
    }

    @Test
    void ticketOfOthersCannotBeWatched() {
        var id = api.create();
        api.as(SampleUser.TOM)
                .queryParam("ticketId", id)
                .get("/api/v1/live")
                .then()
                .statusCode(404)
                .body("type", problem("not-found"));
    }

    @Test
    void whatIsOlderThanADayIsPurged() {
        var old = api.create();
        database.execute("""
                update ticket_change set written_at = written_at - interval '25 hours'
                where transaction_id <= (select max(transaction_id) from ticket_change where ticket_id = ?)
                """, old);
        var young = api.create();

        changes.purgeExpired();

        assertThat(database.countAs("service", "ticket_change where ticket_id = '" + old + "'"))
                .isZero();
        assertThat(database.countAs("service", "ticket_change where ticket_id = '" + young + "'"))
                .isPositive();
    }

    @Test
    void hundredsWatchWithoutAThreadEach() throws IOException {
        var id = UUID.randomUUID();
        var before = ManagementFactory.getThreadMXBean().getThreadCount();
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 500; i++) {
                sockets.add(connect(SampleUser.TOM));
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> listeners.of("centre:TR") == 500);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + 250);
            listeners.tell(change(id, changes.bound() + 1_000_000));

            for (var socket : sockets) {
                socket.setSoTimeout(30_000);
                var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                assertThat(lines.lines().anyMatch(line -> line.contains(id.toString())))
                        .isTrue();
            }
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        await().until(() -> listeners.of("centre:TR") == 0);
    }

    private Socket connect(SampleUser user) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(1_024);
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        socket.getOutputStream()
                .write("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(issuer.token(user))
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private LiveStream watch(SampleUser user, String query) {
        return LiveStream.open(issuer.token(user), query, null);
    }

    private void note(UUID id, String text) {
        api.as(SampleUser.ANNA)
                .body("{\"text\": \"%s\"}".formatted(text))
                .post("/api/v1/tickets/{id}/notes", id)
                .then()
                .statusCode(201);
    }

    /** The names of all entries of the ticket's history. */
    private List<String> history(UUID id) {
        return api.history(SampleUser.ANNA, id).extract().jsonPath().<String>getList("items.type").stream()
                .map(type -> type.substring("org.poststelle.".length(), type.lastIndexOf('.')))
                .toList();
    }

    private static List<Event> about(LiveStream stream, UUID id) {
        return stream.events().stream()
                .filter(event -> event.data().contains(id.toString()))
                .toList();
    }

    private static List<String> names(LiveStream stream, UUID id) {
        return about(stream, id).stream().map(Event::name).toList();
    }

    private static TicketChange change(UUID ticketId, long transaction) {
        return new TicketChange(
                new ChangePosition(transaction, 1),
                "org.poststelle.ticket.noted.v1",
                "centre:TR",
                TicketQueue.INBOX,
                (@Nullable TicketQueue) null,
                ticketId,
                "TR-2026-000001",
                TicketState.NEW,
                1);
    }
}
