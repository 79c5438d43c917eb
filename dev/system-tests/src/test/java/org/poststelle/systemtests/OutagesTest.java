package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.systemtests.TopicRecords.TopicRecord;

/** Any service may die, and the broker fail, at any moment: nothing is lost, nothing is doubled, nothing changes its order. */
@ExtendWith(RunningSystem.class)
class OutagesTest {

    private static final int AGENTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalStack stack;
    private final Hotline hotline;

    OutagesTest(LocalStack stack) {
        this.stack = stack;
        this.hotline = new Hotline(stack);
    }

    @ParameterizedTest
    @EnumSource
    void twoHundredTicketsSurviveTheKillOfAService(Service service) throws Exception {
        var chance = chance("Killing " + service.id());
        ticketsArriveDespite(service.database(), 200, () -> {
            Thread.sleep(500 + chance.nextInt(5_000));
            stack.process(service).kill();
            stack.process(service).start();
            return null;
        });
    }

    @Test
    void aHundredTicketsSurviveABrokerThatFailsInTheMiddleOfABatch() throws Exception {
        var chance = chance("Stopping the broker");
        ticketsArriveDespite("broker", 100, () -> {
            for (int outage = 0; outage < 3; outage++) {
                Thread.sleep(300 + chance.nextInt(1_500));
                stack.kafka().suspend();
                stack.kafka().resume();
            }
            return null;
        });
    }

    /** @return where the moments come from, after telling how to get the same ones again */
    private static Random chance(String outage) {
        var seed = System.nanoTime();
        System.out.printf("%s, seed %d%n", outage, seed);
        return new Random(seed);
    }

    private void ticketsArriveDespite(String name, int count, Callable<Void> outage) throws Exception {
        var tickets = new ArrayList<Hotline.Seen>();
        try (var people = Executors.newFixedThreadPool(AGENTS + 1)) {
            var ended = people.submit(outage);
            var ways = new ArrayList<Callable<Hotline.Seen>>();
            for (int number = 0; number < count; number++) {
                var citizen = "%s.%03d@beispiel.example".formatted(name, number);
                ways.add(() -> wayOf(citizen));
            }
            for (var way : people.invokeAll(ways)) {
                tickets.add(way.get());
            }
            ended.get();
        }

        assertThat(tickets)
                .extracting(Hotline.Seen::reference)
                .doesNotHaveDuplicates()
                .hasSize(count);
        var keys = tickets.stream().map(ticket -> ticket.id().toString()).collect(Collectors.toSet());
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            var records = TopicRecords.all(stack).stream()
                    .filter(record -> keys.contains(record.key()))
                    .toList();
            everyTopicTellsEveryStoryOnceAndInOrder(records, count);
        });
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> everyMailCameOnce(name, tickets));
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
        return hotline.act(SampleUser.CARLA, accepted, "answer", "{\"text\": \"Wir bleiben dran.\"}");
    }

    private static void everyTopicTellsEveryStoryOnceAndInOrder(List<TopicRecord> records, int tickets) {
        var expected = Map.of(
                "tickets", List.of("ticket.created", "ticket.forwarded", "ticket.accepted", "ticket.answered"),
                "routing", List.of("routing.decided"),
                "sla", List.of("sla.promised", "sla.met"),
                "notifications", List.of("notification.sent", "notification.sent", "notification.sent"));
        expected.forEach((topic, story) -> {
            var byTicket = records.stream()
                    .filter(record -> record.topic().equals(topic))
                    .collect(Collectors.groupingBy(TopicRecord::key));
            assertThat(byTicket).as("tickets on %s", topic).hasSize(tickets);
            byTicket.values().forEach(events -> {
                // a record may be there twice with the same id; every reader knows it by that
                var distinct = firstOfEachId(events);
                assertThat(distinct).extracting(TopicRecord::type).isEqualTo(story);
                assertThat(distinct)
                        .extracting(TopicRecord::version)
                        .isEqualTo(
                                LongStream.rangeClosed(1, story.size()).boxed().toList());
            });
        });
    }

    private static List<TopicRecord> firstOfEachId(List<TopicRecord> events) {
        var ids = new HashSet<String>();
        return events.stream().filter(event -> ids.add(event.id())).toList();
    }

    /** Receipt and answer to each citizen, a notice of each ticket to the authority. */
    private void everyMailCameOnce(String name, List<Hotline.Seen> tickets) {
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
