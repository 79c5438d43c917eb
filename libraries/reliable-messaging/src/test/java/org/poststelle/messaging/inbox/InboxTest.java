package org.poststelle.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class InboxTest {

    private static final String TYPE = "org.poststelle.test.noted.v1";

    @Inject
    Handler handler;

    @Inject
    ParkedRecords parked;

    @Inject
    Inbox inbox;

    @Inject
    Jdbi jdbi;

    @SuppressWarnings("NullAway.Init") // set by the environment
    private Topics topics;

    /** Notes what took effect, and fails when a test wants it to. */
    @Singleton
    static class Handler implements EventHandler {

        final Map<UUID, List<Long>> effects = new ConcurrentHashMap<>();
        final Set<UUID> refused = ConcurrentHashMap.newKeySet();
        final Map<UUID, AtomicInteger> databaseLosses = new ConcurrentHashMap<>();

        @Override
        public String topic() {
            return "routing";
        }

        @Override
        public void on(IncomingEvent event) {
            var losses = databaseLosses.get(event.ticketId());
            if (losses != null && losses.getAndDecrement() > 0) {
                throw new ConnectionException(new SQLException("gone", "08006"));
            }
            if (refused.contains(event.ticketId())) {
                throw new IllegalStateException("refused on purpose");
            }
            effects.computeIfAbsent(event.ticketId(), _ -> new CopyOnWriteArrayList<>())
                    .add(event.version());
        }
    }

    @Test
    void eventsInAnyOrderAndAnyNumberTakeEffectOnceAndInOrder() {
        var ticket = UUID.randomUUID();
        var ids = LongStream.rangeClosed(1, 20).boxed().toList();
        var deliveries = new ArrayList<Long>();
        var random = new Random(115);
        for (int copies = 0; copies < 3; copies++) {
            deliveries.addAll(ids);
        }
        Collections.shuffle(deliveries, random);
        deliveries.forEach(version -> deliver(ticket, version));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(handler.effects.get(ticket)).isEqualTo(ids));
        assertThat(of(ticket)).isEmpty();
    }

    @Test
    void aLostDatabaseIsWaitedForWithTheRecordInHand() {
        var ticket = UUID.randomUUID();
        handler.databaseLosses.put(ticket, new AtomicInteger(3));
        deliver(ticket, 1);
        deliver(ticket, 2);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(handler.effects.get(ticket)).containsExactly(1L, 2L));
        assertThat(of(ticket)).isEmpty();
    }

    @Test
    void whatTheHandlerRefusesStopsItsTicketOnlyUntilItIsReplayed() {
        var ticket = UUID.randomUUID();
        var other = UUID.randomUUID();
        handler.refused.add(ticket);
        deliver(ticket, 1);
        deliver(ticket, 2);
        deliver(other, 1);
        await().untilAsserted(() -> assertThat(handler.effects.get(other)).containsExactly(1L));
        await().untilAsserted(() -> assertThat(of(ticket))
                .extracting(ParkedRecord::reason)
                .containsExactly(ParkedRecord.Reason.HANDLER_FAILED, ParkedRecord.Reason.OUT_OF_ORDER));
        assertThat(inbox.replay(of(ticket).getFirst(), false)).isFalse();

        handler.refused.remove(ticket);
        assertThat(inbox.replay(of(ticket).getFirst(), false)).isTrue();
        assertThat(handler.effects.get(ticket)).containsExactly(1L, 2L);
        assertThat(of(ticket)).isEmpty();
    }

    @Test
    void whatIsGivenUpLetsTheRestOfItsTicketGoOn() {
        var ticket = UUID.randomUUID();
        handler.refused.add(ticket);
        deliver(ticket, 1);
        deliver(ticket, 2);
        await().untilAsserted(() -> assertThat(of(ticket)).hasSize(2));
        handler.refused.remove(ticket);
        inbox.discard(of(ticket).getFirst());
        assertThat(handler.effects.get(ticket)).containsExactly(2L);
        assertThat(of(ticket)).isEmpty();
    }

    @Test
    void anOperatorCanGoOnWithoutWhatWillNeverCome() {
        var ticket = UUID.randomUUID();
        deliver(ticket, 1);
        deliver(ticket, 3);
        deliver(ticket, 4);
        await().untilAsserted(() -> assertThat(of(ticket)).hasSize(2));
        assertThat(inbox.replay(of(ticket).getFirst(), false)).isFalse();
        assertThat(inbox.replay(of(ticket).getFirst(), true)).isTrue();
        assertThat(handler.effects.get(ticket)).containsExactly(1L, 3L, 4L);
        assertThat(of(ticket)).isEmpty();
    }

    @Test
    void aFailedStatementDoesNotRepeatItsArguments() {
        assertThatThrownBy(() ->
                        jdbi.useHandle(handle -> handle.createUpdate("insert into inbox (event_id) values (:secret)")
                                .bind("secret", "Erika Beispiel")
                                .execute()))
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("Erika"));
    }

    @Test
    void anyRubbishIsSetAsideAndReadingGoesOn() {
        var before = parked.count(ParkedRecord.Reason.MALFORMED);
        var good = UUID.randomUUID();
        topics.publishRaw("routing", "", Map.of(), new byte[0]);
        topics.publishRaw("routing", "\0", Map.of("ce_type", "\0"), new byte[] {(byte) 0xff, 0});
        topics.publishRaw("routing", good.toString(), Map.of("ce_subject", "x"), new byte[200_000]);
        topics.publishRaw("routing", good.toString(), headers(good, "-1"), "{}".getBytes(StandardCharsets.UTF_8));
        topics.publishRaw("routing", good.toString(), headers(UUID.randomUUID(), "1"), new byte[] {'{', '}'});
        for (var body : List.of("5", "{\"a\": " + "[".repeat(3_000) + "]".repeat(3_000) + "}", "{\"a\": 1")) {
            topics.publishRaw("routing", good.toString(), headers(good, "1"), body.getBytes(StandardCharsets.UTF_8));
        }
        var badTime = new HashMap<>(headers(good, "1"));
        badTime.putAll(
                Map.of("ce_time", "yesterday", "ce_specversion", "1.0", "ce_source", "/x", "traceparent", "00-x"));
        topics.publishRaw("routing", good.toString(), badTime, new byte[] {'{', '}'});
        deliver(good, 1);
        await().untilAsserted(() -> assertThat(handler.effects.get(good)).containsExactly(1L));
        await().untilAsserted(() ->
                assertThat(parked.count(ParkedRecord.Reason.MALFORMED)).isEqualTo(before + 9));
    }

    private static Map<String, String> headers(UUID ticket, String version) {
        return Map.of(
                "ce_id",
                UUID.randomUUID().toString(),
                "ce_type",
                TYPE,
                "ce_subject",
                ticket.toString(),
                "ce_time",
                "2026-06-03T14:30:00Z",
                "ce_version",
                version,
                "ce_centre",
                "KO");
    }

    private void deliver(UUID ticket, long version) {
        topics.publishAgain(
                new UUID(ticket.getMostSignificantBits(), version), "routing", TYPE, ticket, version, "KO", "{}");
    }

    private List<ParkedRecord> of(UUID ticket) {
        return parked.list(0, 1000).stream()
                .filter(record -> ticket.equals(record.ticketId()))
                .toList();
    }
}
