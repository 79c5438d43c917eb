package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.systemtests.TopicRecords.TopicRecord;

/**
 * Ten agents and their clerks at work while something fails. What must hold afterwards is always the same: every acknowledged ticket
 * is stored, the events of each ticket are complete and in order, each mail was sent once, and nothing is parked.
 */
final class TicketLoad {

    private static final int AGENTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Map<String, List<String>> EVENTS_OF_A_TICKET = Map.of(
            "tickets", List.of("ticket.created", "ticket.forwarded", "ticket.accepted", "ticket.answered"),
            "routing", List.of("routing.decided"),
            "sla", List.of("sla.promised", "sla.met"),
            "notifications", List.of("notification.sent", "notification.sent", "notification.sent"));

    private final LocalStack stack;
    private final Hotline hotline;
    private final String name;
    private final int count;
    private final Random chance;
    private final AtomicInteger answered = new AtomicInteger();

    /**
     * @param name distinguishes the citizens of this load from others; part of a mail address
     * @param count of tickets
     */
    TicketLoad(LocalStack stack, String name, int count) {
        this.stack = stack;
        this.hotline = new Hotline(stack);
        this.name = name;
        this.count = count;
        var seed = Long.getLong("poststelle.seed", System.nanoTime());
        this.chance = new Random(seed);
        System.out.printf("Load %s: %d tickets, -Dpoststelle.seed=%d%n", name, count, seed);
    }

    /** Something that fails, and comes back before it returns. */
    interface Outage {
        void run() throws Exception;
    }

    /** Runs the load with the outage in its first half, waits until everything is done, and checks it. */
    void survives(Outage outage) throws Exception {
        survives(outage, Map.of());
    }

    /** @param unreadable how many records the outage itself brings to each service that nobody can handle */
    void survives(Outage outage, Map<Service, Integer> unreadable) throws Exception {
        var expected = parkedRecords();
        unreadable.forEach((service, records) -> expected.merge(service, records, Integer::sum));
        var beginning = chance.nextInt(1, count / 2);
        var tickets = new ArrayList<Hotline.Seen>();
        try (var people = Executors.newFixedThreadPool(AGENTS + 1)) {
            var ended = CompletableFuture.supplyAsync(
                    () -> {
                        await().atMost(PATIENCE)
                                .pollInterval(Duration.ofMillis(10))
                                .until(() -> answered.get() >= beginning);
                        assertThat(answered.get())
                                .as("answered when the outage begins")
                                .isLessThan(count);
                        return run(outage);
                    },
                    people);
            var ways = new ArrayList<Callable<Hotline.Seen>>();
            for (int number = 0; number < count; number++) {
                var citizen = "%s.%03d@beispiel.example".formatted(name, number);
                ways.add(() -> wayOf(citizen));
            }
            for (var way : people.invokeAll(ways)) {
                tickets.add(way.get());
            }
            var end = ended.get();
            everythingHappenedOnce(tickets);
            System.out.printf(
                    "Load %s: all done %.1f s after the outage ended%n", name, (System.nanoTime() - end) / 1e9);
        }
        assertThat(parkedRecords()).as("parked records").isEqualTo(expected);
    }

    private Map<Service, Integer> parkedRecords() {
        var parked = new EnumMap<Service, Integer>(Service.class);
        for (var service : Service.values()) {
            parked.put(service, hotline.parkedRecords(service).size());
        }
        return parked;
    }

    /** @return when the outage ended, in nanoseconds */
    private static long run(Outage outage) {
        try {
            outage.run();
            return System.nanoTime();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A ticket's whole way, by people who do not give up. */
    private Hotline.Seen wayOf(String citizen) {
        var created = hotline.create(SampleUser.ANNA, """
                {"serviceKey": "local:elterngeld", "regionKey": "071110000000", "subject": "Unverdrossen",
                 "text": "Auch das geht nicht verloren.", "replyChannel": "EMAIL",
                 "citizen": {"name": "Hartmut Hartnäckig", "email": "%s"}}""".formatted(citizen));
        var forwarded = hotline.awaitTicket(
                SampleUser.CARLA, created.id(), seen -> seen.state().equals("FORWARDED"));
        var accepted = hotline.act(SampleUser.CARLA, forwarded, "acceptance", null);
        var done = hotline.act(SampleUser.CARLA, accepted, "answer", "{\"text\": \"Wir bleiben dran.\"}");
        answered.incrementAndGet();
        return done;
    }

    private void everythingHappenedOnce(List<Hotline.Seen> tickets) {
        assertThat(tickets)
                .extracting(Hotline.Seen::reference)
                .doesNotHaveDuplicates()
                .hasSize(count);
        var ids = tickets.stream().map(ticket -> ticket.id().toString()).collect(Collectors.toSet());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> eventsAreCompleteAndInOrder(ids));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> eachMailWasSentOnce(tickets));
    }

    private void eventsAreCompleteAndInOrder(Set<String> tickets) {
        var records = TopicRecords.all(stack).stream()
                .filter(record -> tickets.contains(record.key()))
                .toList();
        EVENTS_OF_A_TICKET.forEach((topic, types) -> {
            var byTicket = records.stream()
                    .filter(record -> record.topic().equals(topic))
                    .collect(Collectors.groupingBy(TopicRecord::key));
            assertThat(byTicket).as("tickets on %s", topic).hasSize(tickets.size());
            byTicket.values().forEach(events -> {
                // a record may be there twice with the same id, by which every reader knows it
                var distinct = firstOfEachId(events);
                assertThat(distinct).extracting(TopicRecord::type).isEqualTo(types);
                assertThat(distinct)
                        .extracting(TopicRecord::version)
                        .isEqualTo(
                                LongStream.rangeClosed(1, types.size()).boxed().toList());
            });
        });
    }

    private static List<TopicRecord> firstOfEachId(List<TopicRecord> events) {
        var ids = new HashSet<String>();
        return events.stream().filter(event -> ids.add(event.id())).toList();
    }

    /** Receipt and answer to each citizen, a notice of each ticket to the authority. */
    private void eachMailWasSentOnce(List<Hotline.Seen> tickets) {
        var mails = stack.receivedMail();
        var toCitizens = mails.stream()
                .filter(mail -> mail.recipient().startsWith(name + "."))
                .collect(Collectors.groupingBy(ReceivedMail::recipient));
        assertThat(toCitizens).hasSize(tickets.size());
        toCitizens.values().forEach(received -> assertThat(received).hasSize(2));
        var references = tickets.stream().map(Hotline.Seen::reference).collect(Collectors.toSet());
        var notices = mails.stream()
                .filter(mail -> mail.recipient().equals("elterngeld@koblenz.example"))
                .filter(mail -> references.stream().anyMatch((mail.subject() + mail.text())::contains))
                .toList();
        assertThat(notices).hasSize(tickets.size());
        assertThat(notices).extracting(ReceivedMail::messageId).doesNotHaveDuplicates();
    }
}
