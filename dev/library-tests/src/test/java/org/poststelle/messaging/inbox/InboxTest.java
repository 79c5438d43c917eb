package org.poststelle.messaging.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.poststelle.messaging.inbox.ParkedRecord.Reason;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class InboxTest {

    /** The sessions of consumers last ten seconds, and a rebalance can take more than one. */
    private static final Duration TO_REBALANCE = Duration.ofMinutes(1);

    private static final String TYPE = "org.poststelle.test.noted.v1";

    /** For the test's own transactions: the time-out of the application is short, so that tests can wait for it. */
    private static final int PATIENCE_SECONDS = 30;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = "quarkus.transaction-manager.default-transaction-timeout")
    Duration transactionTimeout;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @SuppressWarnings("NullAway.Init")
    @ConfigProperty(name = "quarkus.application.name")
    String group;

    @Inject
    RoutingHandler handler;

    @Inject
    ParkedRecords parked;

    @Inject
    ParkedRecordCommands commands;

    @Inject
    Inbox inbox;

    @Inject
    MeterRegistry metrics;

    @SuppressWarnings("NullAway.Init") // set by the environment
    private Topics topics;

    @SuppressWarnings("NullAway.Init") // set by the environment
    private Database database;

    @Test
    void eventsInAnyOrderAndNumberTakeEffectOnceAndInOrder() {
        var ticket = UUID.randomUUID();
        var versions = LongStream.rangeClosed(1, 20).boxed().toList();
        var deliveries = new ArrayList<Long>();
        for (int copies = 0; copies < 3; copies++) {
            deliveries.addAll(versions);
        }
        Collections.shuffle(deliveries, new Random(115));
        deliveries.forEach(version -> deliver(ticket, version));
        await().untilAsserted(() -> assertThat(effects(ticket)).isEqualTo(versions));
        await().untilAsserted(() -> assertThat(parked(ticket)).isEmpty());
    }

    @Test
    void unavailableDatabaseIsWaitedForWithoutParking() {
        var ticket = UUID.randomUUID();
        RoutingHandler.UNAVAILABLE.put(ticket, new AtomicInteger(3));
        deliver(ticket, 1);
        deliver(ticket, 2);
        await().untilAsserted(() -> assertThat(effects(ticket)).containsExactly(1L, 2L));
        assertThat(parked(ticket)).isEmpty();
    }

    @Test
    void failingEventStopsOnlyItsTicketUntilReplayed() {
        var ticket = UUID.randomUUID();
        var other = UUID.randomUUID();
        RoutingHandler.FAILING.add(ticket);
        deliver(ticket, 1);
        deliver(ticket, 2);
        deliver(other, 1);
        await().untilAsserted(() -> assertThat(effects(other)).containsExactly(1L));
        await().untilAsserted(() -> assertThat(parked(ticket))
                .extracting(ParkedRecords.Listed::reason)
                .containsExactly(Reason.HANDLER_FAILED, Reason.OUT_OF_ORDER));
        var first = parked(ticket).getFirst().id();
        assertThat(commands.replay(first, false)).isFalse();
        RoutingHandler.FAILING.remove(ticket);
        assertThat(commands.replay(first, false)).isTrue();
        assertThat(effects(ticket)).containsExactly(1L, 2L);
        assertThat(parked(ticket)).isEmpty();
    }

    @Test
    void poisonEventInTheMiddleOfABatchIsParkedAlone() {
        var tickets = Stream.generate(UUID::randomUUID).limit(40).toList();
        var poison = tickets.get(17);
        RoutingHandler.FAILING.add(poison);
        inbox.receive(batch(tickets.stream().map(ticket -> record(ticket, 1)).toList()), handler);
        for (var ticket : tickets) {
            assertThat(effects(ticket)).hasSize(ticket.equals(poison) ? 0 : 1);
            assertThat(parked(ticket)).hasSize(ticket.equals(poison) ? 1 : 0);
        }
        // halves, not one by one: the last ticket was tried with all, with its half, its quarter, ...
        var last = Collections.max(tickets);
        assertThat(Objects.requireNonNull(RoutingHandler.BATCHES.get(last)).get())
                .isLessThan(8);
    }

    @Test
    void eventsOfAPollShareATransaction() {
        var tickets = Stream.generate(UUID::randomUUID).limit(50).toList();
        inbox.receive(batch(tickets.stream().map(ticket -> record(ticket, 1)).toList()), handler);
        var transactions = database.one(
                Long.class, "select count(distinct xmin::text) from effect where ticket_id = any (?)", (Object)
                        tickets.toArray(UUID[]::new));
        assertThat(transactions).isOne();
    }

    @Test
    void rebalanceInTheMiddleOfABatchLosesAndDoublesNothing() {
        var tickets = Stream.generate(UUID::randomUUID).limit(60).toList();
        var stalled = tickets.getFirst();
        RoutingHandler.STALLING.put(stalled, Duration.ofSeconds(2));
        tickets.forEach(ticket -> LongStream.rangeClosed(1, 3).forEach(version -> deliver(ticket, version)));
        await().until(() -> !RoutingHandler.STALLING.containsKey(stalled));

        try (var replica = anotherReplica()) {
            replica.subscribe(List.of("routing"));
            await().atMost(TO_REBALANCE).until(() -> {
                replica.poll(Duration.ofMillis(100));
                return !replica.assignment().isEmpty();
            });
            // it dies with what it has read, before any of it took effect
        }

        await().atMost(TO_REBALANCE)
                .untilAsserted(() -> assertThat(tickets)
                        .allSatisfy(ticket -> assertThat(effects(ticket)).containsExactly(1L, 2L, 3L)));
        assertThat(tickets).allSatisfy(ticket -> assertThat(parked(ticket)).isEmpty());
    }

    private KafkaConsumer<String, byte[]> anotherReplica() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "group.id",
                        group,
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName(),
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Test
    void handlerThatAlwaysTimesOutIsParkedAfterAFewAttempts() {
        var ticket = UUID.randomUUID();
        RoutingHandler.SLOW.add(ticket);
        inbox.receive(batch(List.of(record(ticket, 1))), handler);
        assertThat(parked(ticket)).extracting(ParkedRecords.Listed::reason).containsExactly(Reason.HANDLER_FAILED);
        RoutingHandler.SLOW.remove(ticket);
        assertThat(commands.replay(parked(ticket).getFirst().id(), false)).isTrue();
        assertThat(effects(ticket)).containsExactly(1L);
    }

    @Test
    void eventWhoseTransactionRanOutOfTimeIsTriedAgain() {
        var ticket = UUID.randomUUID();
        RoutingHandler.STALLING.put(ticket, transactionTimeout.plusSeconds(1));
        inbox.receive(batch(List.of(record(ticket, 1))), handler);
        assertThat(effects(ticket)).containsExactly(1L);
        assertThat(parked(ticket)).isEmpty();
    }

    @Test
    void twoConsumersOfOneTicketGiveAnEventOneEffect() throws Exception {
        var tickets = Stream.generate(UUID::randomUUID).limit(30).toList();
        var records = tickets.stream()
                .flatMap(ticket -> Stream.of(record(ticket, 1), record(ticket, 2), record(ticket, 3)))
                .toList();
        var consumers = Stream.generate(() -> Thread.ofPlatform().start(() -> inbox.receive(batch(records), handler)))
                .limit(4)
                .toList();
        for (var consumer : consumers) {
            consumer.join();
        }
        for (var ticket : tickets) {
            assertThat(effects(ticket)).containsExactly(1L, 2L, 3L);
            assertThat(parked(ticket)).isEmpty();
        }
    }

    @Test
    void anotherEventWithAVersionThatTookEffectIsParkedAsConflict() {
        var ticket = UUID.randomUUID();
        inbox.receive(batch(List.of(record(ticket, 1))), handler);
        inbox.receive(batch(List.of(record(UUID.randomUUID(), ticket, 1, null))), handler);
        assertThat(effects(ticket)).containsExactly(1L);
        assertThat(parked(ticket)).extracting(ParkedRecords.Listed::reason).containsExactly(Reason.CONFLICT);
    }

    @Test
    void discardedEventLetsTheRestOfItsTicketContinue() {
        var ticket = UUID.randomUUID();
        RoutingHandler.FAILING.add(ticket);
        deliver(ticket, 1);
        deliver(ticket, 2);
        await().untilAsserted(() -> assertThat(parked(ticket)).hasSize(2));
        RoutingHandler.FAILING.remove(ticket);
        assertThat(commands.discard(parked(ticket).getLast().id())).isFalse();
        assertThat(commands.discard(parked(ticket).getFirst().id())).isTrue();
        assertThat(effects(ticket)).containsExactly(2L);
        assertThat(parked(ticket)).isEmpty();
    }

    @Test
    void operatorCanContinueWithoutEventsThatWillNeverCome() {
        var ticket = UUID.randomUUID();
        deliver(ticket, 1);
        deliver(ticket, 3);
        deliver(ticket, 4);
        await().untilAsserted(() -> assertThat(parked(ticket)).hasSize(2));
        var third = parked(ticket).getFirst().id();
        assertThat(commands.replay(third, false)).isFalse();
        assertThat(commands.replay(third, true)).isTrue();
        assertThat(effects(ticket)).containsExactly(1L, 3L, 4L);
        assertThat(parked(ticket)).isEmpty();
    }

    @Test
    void effectBelongsToTheTraceOfItsEvent() {
        var ticket = UUID.randomUUID();
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        inbox.receive(batch(List.of(record(UUID.randomUUID(), ticket, 1, trace))), handler);
        assertThat(database.one(String.class, "select trace from effect where ticket_id = ?", ticket))
                .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void malformedRecordsAreParkedAndConsumptionContinues() {
        var before = malformed();
        var good = UUID.randomUUID();
        topics.publishRaw("routing", "", Map.of(), new byte[0]);
        topics.publishRaw("routing", "\0", Map.of("ce_type", "\0"), new byte[] {(byte) 0xff, 0});
        topics.publishRaw("routing", good.toString(), Map.of("ce_subject", "x"), new byte[200_000]);
        topics.publishRaw("routing", good.toString(), headers(good, "-1"), "{}".getBytes(UTF_8));
        topics.publishRaw("routing", good.toString(), headers(UUID.randomUUID(), "1"), new byte[] {'{', '}'});
        for (var body : List.of("5", "{\"a\": " + "[".repeat(3_000) + "]".repeat(3_000) + "}", "{\"a\": 1")) {
            topics.publishRaw("routing", good.toString(), headers(good, "1"), body.getBytes(UTF_8));
        }
        var badTime = new HashMap<>(headers(good, "1"));
        badTime.putAll(Map.of("ce_time", "yesterday", "traceparent", "00-x"));
        topics.publishRaw("routing", good.toString(), badTime, new byte[] {'{', '}'});
        deliver(good, 1);
        await().untilAsserted(() -> assertThat(effects(good)).containsExactly(1L));
        await().untilAsserted(() -> assertThat(malformed()).isEqualTo(before + 9));
    }

    @Test
    void listOfParkedRecordsDoesNotLoadTheirBodies() {
        var large = new byte[900_000];
        var topic = "large-" + UUID.randomUUID();
        for (int offset = 0; offset < 100; offset++) {
            var record = new ConsumerRecord<>(topic, 0, offset, "key", large);
            AccessScope.SERVICE.run(() -> QuarkusTransaction.requiringNew()
                    .timeout(PATIENCE_SECONDS)
                    .run(() -> parked.add(record, Reason.MALFORMED, "Large")));
        }
        var runtime = Runtime.getRuntime();
        System.gc();
        var before = runtime.totalMemory() - runtime.freeMemory();
        var listed = AccessScope.SERVICE.call(() ->
                QuarkusTransaction.requiringNew().timeout(PATIENCE_SECONDS).call(() -> parked.list(0, 1_000)));
        var used = runtime.totalMemory() - runtime.freeMemory() - before;
        assertThat(listed).filteredOn(record -> record.topic().equals(topic)).hasSize(100);
        assertThat(used).isLessThan(100 * large.length / 2);
        database.execute("delete from parked_record where topic = ?", topic);
    }

    private long malformed() {
        return (long) metrics.get("poststelle.inbox.parked")
                .tag("reason", "MALFORMED")
                .gauge()
                .value();
    }

    private List<Long> effects(UUID ticket) {
        return database.list(Long.class, "select version from effect where ticket_id = ? order by number", ticket);
    }

    private List<ParkedRecords.Listed> parked(UUID ticket) {
        return AccessScope.SERVICE
                .call(() -> QuarkusTransaction.requiringNew()
                        .timeout(PATIENCE_SECONDS)
                        .call(() -> parked.list(0, 1_000)))
                .stream()
                .filter(record -> ticket.equals(record.ticketId()))
                .toList();
    }

    private void deliver(UUID ticket, long version) {
        topics.publishAgain(id(ticket, version), "routing", TYPE, ticket, version, "KO", "{}");
    }

    private static UUID id(UUID ticket, long version) {
        return new UUID(ticket.getMostSignificantBits(), version);
    }

    private static Map<String, String> headers(UUID ticket, String version) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_source", "/poststelle/test",
                "ce_id", UUID.randomUUID().toString(),
                "ce_type", TYPE,
                "ce_subject", ticket.toString(),
                "ce_time", "2026-06-03T14:30:00Z",
                "ce_version", version,
                "ce_centre", "KO",
                "content-type", "application/json");
    }

    private static ConsumerRecord<String, byte[]> record(UUID ticket, long version) {
        return record(id(ticket, version), ticket, version, null);
    }

    private static ConsumerRecord<String, byte[]> record(
            UUID id, UUID ticket, long version, @org.jspecify.annotations.Nullable String traceparent) {
        var headers = new HashMap<>(headers(ticket, Long.toString(version)));
        headers.put("ce_id", id.toString());
        if (traceparent != null) {
            headers.put("ce_traceparent", traceparent);
        }
        var recordHeaders = new RecordHeaders();
        headers.forEach((name, value) -> recordHeaders.add(name, value.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                "routing",
                0,
                version,
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                0,
                2,
                ticket.toString(),
                "{}".getBytes(UTF_8),
                recordHeaders,
                java.util.Optional.empty());
    }

    private static ConsumerRecords<String, byte[]> batch(List<ConsumerRecord<String, byte[]>> records) {
        return new ConsumerRecords<>(Map.of(new TopicPartition("routing", 0), records), Map.of());
    }
}
