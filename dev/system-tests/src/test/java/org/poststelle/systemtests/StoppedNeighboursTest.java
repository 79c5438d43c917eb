package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.systemtests.TopicRecords.TopicRecord;

/** Tickets are created whatever else is away, and everything follows when it is back. */
@Tag("endurance")
@ExtendWith(RunningSystem.class)
class StoppedNeighboursTest {

    private static final String ENQUIRY = """
            {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
             "subject": "Wartung", "text": "Geht es schon wieder?", "replyChannel": "EMAIL",
             "citizen": {"email": "wartung@musterfrau.example"}}""";

    /** A service has twenty connections to its database. */
    private static final int MORE_THAN_CONNECTIONS = 30;

    private final LocalStack stack;
    private final Hotline hotline;

    StoppedNeighboursTest(LocalStack stack) {
        this.stack = stack;
        this.hotline = new Hotline(stack);
    }

    @Test
    void ticketIsCreatedWhileTheOtherServicesAreStopped() {
        var others = List.of(Service.ROUTING, Service.SLA, Service.NOTIFICATION);
        others.forEach(service -> stack.process(service).stop());
        Hotline.Seen ticket;
        try {
            ticket = hotline.create(SampleUser.ANNA, """
                    {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
                     "subject": "Ausfall", "text": "Ist jemand da?", "replyChannel": "EMAIL",
                     "citizen": {"email": "ausfall@musterfrau.example"}}""");
        } finally {
            others.forEach(service -> stack.process(service).start());
        }
        hotline.awaitTicket(
                SampleUser.CARLA,
                ticket.id(),
                seen -> seen.state().equals("FORWARDED") && seen.body().has("dueAt"));
        onlyMail("ausfall@musterfrau.example", 1);
    }

    @Test
    void ticketsAreCreatedWhileKafkaIsStopped() {
        var tickets = new ArrayList<Hotline.Seen>();
        stack.kafka().suspend();
        try {
            for (int number = 0; number < 5; number++) {
                tickets.add(hotline.create(SampleUser.ANNA, """
                        {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
                         "subject": "Stille", "text": "Hört mich jemand?", "replyChannel": "EMAIL",
                         "citizen": {"email": "stille@musterfrau.example"}}"""));
            }
            // decided on while nothing can be published: two events of one ticket wait in line
            hotline.act(
                    SampleUser.ANNA,
                    tickets.getFirst(),
                    "closure",
                    "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}");
        } finally {
            stack.kafka().resume();
        }
        tickets.stream()
                .skip(1)
                .forEach(ticket -> hotline.awaitTicket(
                        SampleUser.CARLA, ticket.id(), seen -> seen.state().equals("FORWARDED")));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(typesOf(tickets.getFirst(), "tickets"))
                        .containsExactly("ticket.created", "ticket.closed"));
    }

    @Test
    void requestsAreRefusedForAMomentWhileTheDatabaseIsStopped() {
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        stack.postgreSql().suspend();
        try {
            assertUnavailable(hotline.send(SampleUser.ANNA, "POST", "/api/v1/tickets", key, ENQUIRY));
            assertUnavailable(hotline.send(SampleUser.ANNA, "GET", "/api/v1/tickets", Map.of(), null));
            assertUnavailable(hotline.send(SampleUser.KURT, "GET", "/api/v1/promises", Map.of(), null));
        } finally {
            stack.postgreSql().resume();
        }
        var ticket = hotline.create(SampleUser.ANNA, ENQUIRY);
        hotline.awaitTicket(
                SampleUser.CARLA,
                ticket.id(),
                seen -> seen.state().equals("FORWARDED") && seen.body().has("dueAt"));
    }

    @Test
    void requestsAreRefusedForAMomentWhileAllDatabaseConnectionsAreBusy() throws Exception {
        try (var somebody = DriverManager.getConnection(stack.postgreSql().jdbcUrl("ticket"), "postgres", "");
                var statement = somebody.createStatement();
                var agents = Executors.newVirtualThreadPerTaskExecutor()) {
            somebody.setAutoCommit(false);
            statement.execute("lock table ticket in access exclusive mode");
            Callable<HttpResponse<String>> creating = () -> hotline.send(
                    SampleUser.ANNA,
                    "POST",
                    "/api/v1/tickets",
                    Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                    ENQUIRY);
            var answers = agents.invokeAll(Collections.nCopies(MORE_THAN_CONNECTIONS, creating));
            for (var answer : answers) {
                assertUnavailable(answer.get());
            }
            somebody.rollback();
        }
        var ticket = hotline.create(SampleUser.ANNA, ENQUIRY);
        hotline.awaitTicket(SampleUser.CARLA, ticket.id(), seen -> seen.state().equals("FORWARDED"));
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    /** Waits for the emails, and a while longer for one too many. */
    private List<ReceivedMail> onlyMail(String recipient, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> mailTo(recipient).size() >= count);
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(3))
                .until(() -> mailTo(recipient).size() == count);
        return mailTo(recipient);
    }

    private List<ReceivedMail> mailTo(String recipient) {
        return stack.receivedMail().stream()
                .filter(mail -> mail.recipient().equals(recipient))
                .toList();
    }

    private List<String> typesOf(Hotline.Seen ticket, String topic) {
        return TopicRecords.all(stack).stream()
                .filter(record -> record.topic().equals(topic)
                        && record.key().equals(ticket.id().toString()))
                .map(TopicRecord::type)
                .toList();
    }
}
