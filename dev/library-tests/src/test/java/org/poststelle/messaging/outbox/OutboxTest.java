package org.poststelle.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;
import org.poststelle.testenvironment.Topics.Message;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class OutboxTest {

    @Inject
    Outbox outbox;

    @Inject
    EntityManager entities;

    @SuppressWarnings("NullAway.Init") // set by the environment
    private Database database;

    @SuppressWarnings("NullAway.Init") // set by the environment
    private Topics topics;

    /** An event whose body tells its place, to see an order that only the body knows. */
    record Noted(UUID ticketId, int step) implements DomainEvent {
        @Override
        public String type() {
            return "org.poststelle.test.noted.v1";
        }
    }

    @Test
    void concurrentWritersPublishWithoutGapsAndInOrder() throws Exception {
        var tickets = Stream.generate(UUID::randomUUID).limit(4).toList();
        var kept = new ConcurrentHashMap<UUID, List<Long>>();
        try (var writers = Executors.newFixedThreadPool(8)) {
            var work = IntStream.range(0, 400)
                    .<Callable<Void>>mapToObj(step -> () -> write(tickets.get(step % 4), step, kept))
                    .toList();
            for (var done : writers.invokeAll(work)) {
                done.get();
            }
        }
        for (var ticket : tickets) {
            var versions = LongStream.rangeClosed(
                            1, kept.getOrDefault(ticket, List.of()).size())
                    .boxed()
                    .toList();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(topics.about(ticket, "tickets"))
                            .extracting(Message::version)
                            .isEqualTo(versions));
        }
    }

    /** Some transactions stay open for a while, some are rolled back after their event got its version. */
    private Void write(UUID ticket, int step, Map<UUID, List<Long>> kept) {
        var random = new Random(step);
        try {
            inTransaction(() -> {
                var version = record(ticket, step);
                pause(random.nextInt(4));
                if (random.nextInt(5) == 0) {
                    throw new ChangeOfMind();
                }
                kept.computeIfAbsent(ticket, _ -> Collections.synchronizedList(new ArrayList<>()))
                        .add(version);
            });
        } catch (ChangeOfMind _) {
            // rolled back, and so is the version
        }
        return null;
    }

    private static final class ChangeOfMind extends RuntimeException {}

    @Test
    void eventThatWasSentButNotRemovedIsSentAgainWithTheSameId() {
        var ticket = UUID.randomUUID();
        inTransaction(() -> record(ticket, 1));
        var first = topics.await(ticket, "tickets", "org.poststelle.test.noted.v1");
        // what a relay leaves that dies between the broker's acknowledgement and its commit
        database.execute("""
                insert into outbox (id, ticket_id, version, type, centre, occurred_at, body)
                values (?, ?, 1, 'org.poststelle.test.noted.v1', 'KO', now(), '{}')
                """, UUID.fromString(first.headers().get("ce_id")), ticket);
        await().untilAsserted(() -> assertThat(topics.about(ticket, "tickets"))
                .extracting(message -> message.headers().get("ce_id"))
                .containsExactly(first.headers().get("ce_id"), first.headers().get("ce_id")));
        await().untilAsserted(() -> assertThat(waiting(ticket)).isZero());
    }

    @Test
    void onlyOneReplicaPublishesAtATime() {
        var ticket = UUID.randomUUID();
        database.holding(
                () -> {
                    inTransaction(() -> record(ticket, 1));
                    pause(1_500);
                    assertThat(topics.about(ticket, "tickets")).isEmpty();
                    assertThat(waiting(ticket)).isOne();
                },
                "select pg_advisory_xact_lock(?)",
                OutboxRecords.LOCK);
        topics.await(ticket, "tickets", "org.poststelle.test.noted.v1");
    }

    @Test
    void lostConnectionsLoseNoEvent() {
        var ticket = UUID.randomUUID();
        for (int step = 1; step <= 200; step++) {
            var event = step;
            if (step % 20 == 0) {
                database.cutConnections();
            }
            await().pollDelay(Duration.ZERO).ignoreExceptions().until(() -> {
                inTransaction(() -> record(ticket, event));
                return true;
            });
        }
        await().ignoreExceptions().until(() -> waiting(ticket) == 0);
        // a commit whose answer was lost was tried again, so there may be more than 200; none is missing, none too
        // early
        var versions = topics.about(ticket, "tickets").stream()
                .map(Message::version)
                .distinct()
                .toList();
        assertThat(versions)
                .hasSizeGreaterThanOrEqualTo(200)
                .isEqualTo(LongStream.rangeClosed(1, versions.size()).boxed().toList());
    }

    @Test
    void eventNeedsATransaction() {
        assertThatThrownBy(() -> outbox.record(new Noted(UUID.randomUUID(), 1), 1, "KO", Instant.EPOCH))
                .isInstanceOf(TransactionalException.class);
    }

    @Test
    void eventsOfOneTransactionKeepTheirOrder() {
        var tickets = Stream.generate(UUID::randomUUID).limit(3).toList();
        inTransaction(() -> {
            for (int step = 0; step < 60; step++) {
                record(tickets.get(step % 3), step);
            }
        });
        for (int number = 0; number < 3; number++) {
            var ticket = tickets.get(number);
            var steps = IntStream.iterate(number, step -> step < 60, step -> step + 3)
                    .boxed()
                    .toList();
            await().untilAsserted(() -> assertThat(topics.about(ticket, "tickets"))
                    .extracting(message -> message.body().get("step").asInt())
                    .isEqualTo(steps));
        }
    }

    private long waiting(UUID ticket) {
        return database.one(Long.class, "select count(*) from outbox where ticket_id = ?", ticket);
    }

    /** Counts and records, as a service does. */
    private long record(UUID ticket, int step) {
        var version = ((Number)
                        entities.createNativeQuery("""
                        insert into counter as known (ticket_id, version) values (?, 1)
                        on conflict (ticket_id) do update set version = known.version + 1 returning version
                        """).setParameter(1, ticket).getSingleResult())
                .longValue();
        outbox.record(new Noted(ticket, step), version, "KO", Instant.EPOCH);
        return version;
    }

    private static void inTransaction(Runnable work) {
        AccessScope.SERVICE.run(() -> QuarkusTransaction.requiringNew().run(work));
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
