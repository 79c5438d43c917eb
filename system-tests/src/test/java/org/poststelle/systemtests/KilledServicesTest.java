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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.systemtests.TopicRecords.TopicRecord;

/** Any service may die at any moment: nothing is lost, nothing is doubled, nothing changes its order. */
@ExtendWith(RunningSystem.class)
class KilledServicesTest {

    private static final int TICKETS = 200;
    private static final int AGENTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalStack stack;
    private final Hotline hotline;

    KilledServicesTest(LocalStack stack) {
        this.stack = stack;
        this.hotline = new Hotline(stack);
    }

    @ParameterizedTest
    @EnumSource
    void twoHundredTicketsSurviveItsKill(Service service) throws Exception {
        var seed = System.nanoTime();
        System.out.printf("Killing %s, seed %d%n", service.id(), seed);
        var moment = Duration.ofMillis(500 + new Random(seed).nextInt(5_000));

        var tickets = new ArrayList<Hotline.Seen>();
        try (var people = Executors.newFixedThreadPool(AGENTS + 1)) {
            var killed = people.submit(() -> killAfter(moment, service));
            var ways = new ArrayList<Callable<Hotline.Seen>>();
            for (int number = 0; number < TICKETS; number++) {
                var citizen = "%s.%03d@beispiel.example".formatted(service.database(), number);
                ways.add(() -> wayOf(citizen));
            }
            for (var way : people.invokeAll(ways)) {
                tickets.add(way.get());
            }
            killed.get();
        }

        assertThat(tickets)
                .extracting(Hotline.Seen::reference)
                .doesNotHaveDuplicates()
                .hasSize(TICKETS);
        var keys = tickets.stream().map(ticket -> ticket.id().toString()).collect(Collectors.toSet());
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            var records = TopicRecords.all(stack).stream()
                    .filter(record -> keys.contains(record.key()))
                    .toList();
            everyTopicTellsEveryStoryOnceAndInOrder(records);
        });
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> everyMailCameOnce(service, tickets));
    }

    private Void killAfter(Duration moment, Service service) throws InterruptedException {
        Thread.sleep(moment);
        stack.process(service).kill();
        stack.process(service).start();
        return null;
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

    private static void everyTopicTellsEveryStoryOnceAndInOrder(List<TopicRecord> records) {
        var expected = Map.of(
                "tickets", List.of("ticket.created", "ticket.forwarded", "ticket.accepted", "ticket.answered"),
                "routing", List.of("routing.decided"),
                "sla", List.of("sla.promised", "sla.met"),
                "notifications", List.of("notification.sent", "notification.sent", "notification.sent"));
        expected.forEach((topic, story) -> {
            var byTicket = records.stream()
                    .filter(record -> record.topic().equals(topic))
                    .collect(Collectors.groupingBy(TopicRecord::key));
            assertThat(byTicket).as("tickets on %s", topic).hasSize(TICKETS);
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
    private void everyMailCameOnce(Service service, List<Hotline.Seen> tickets) {
        var mails = stack.receivedMail();
        var toCitizens = mails.stream()
                .filter(mail -> mail.recipient().startsWith(service.database() + "."))
                .collect(Collectors.groupingBy(ReceivedMail::recipient));
        assertThat(toCitizens).hasSize(TICKETS);
        toCitizens.values().forEach(received -> assertThat(received).hasSize(2));
        var references = tickets.stream().map(Hotline.Seen::reference).collect(Collectors.toSet());
        var notices = mails.stream()
                .filter(mail -> mail.recipient().equals("elterngeld@koblenz.example"))
                .filter(mail -> references.stream().anyMatch((mail.subject() + mail.text())::contains))
                .toList();
        assertThat(notices).hasSize(TICKETS);
        assertThat(notices).extracting(ReceivedMail::messageId).doesNotHaveDuplicates();
    }
}
