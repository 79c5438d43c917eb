package org.poststelle.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.ServiceProcess;
import org.poststelle.testenvironment.UnreliableLine;
import org.poststelle.testenvironment.UnreliableLine.Fault;

/** Whatever fails, and at whatever moment: nothing is lost, nothing is sent twice, nothing changes its order. */
@Tag("endurance")
@ExtendWith(RunningSystem.class)
class OutagesTest {

    private static final int TICKETS = 200;
    private static final int MEGABYTE = 1024 * 1024;

    /** Two records on each topic that a service reads. */
    private static final Map<Service, Integer> UNREADABLE =
            Map.of(Service.TICKET, 6, Service.ROUTING, 2, Service.SLA, 2, Service.NOTIFICATION, 4);

    /** Each step at which a mail server may refuse us, stay away or leave us in doubt; what it says for good about an email is missing. */
    private static final List<Fault> MAIL_FAULTS = List.of(
            Fault.DEFER_CONNECTION,
            Fault.REFUSE_CONNECTION,
            Fault.REFUSE_CLIENT,
            Fault.DEFER_SENDER,
            Fault.REFUSE_SENDER,
            Fault.DEMAND_LOGIN,
            Fault.DEFER_RECIPIENT,
            Fault.REFUSE_JOURNAL,
            Fault.BREAK_BEFORE_EMAIL,
            Fault.DEFER_EMAIL,
            Fault.LOSE_EMAIL,
            Fault.LOSE_REPLY,
            Fault.DELAY_REPLY);

    private final LocalStack stack;
    private final UnreliableLine mailLine;

    OutagesTest(LocalStack stack, UnreliableLine mailLine) {
        this.stack = stack;
        this.mailLine = mailLine;
    }

    @ParameterizedTest
    @EnumSource
    void ticketsSurviveTheKillOfAService(Service service) throws Exception {
        load("kill-" + service.database()).survives(() -> {
            stack.process(service).kill();
            stack.process(service).start();
        });
    }

    /** Both lag behind, and die a moment after they began to read what had piled up: in the middle of a large batch. */
    @Test
    void ticketsSurviveTheKillOfServicesInTheMiddleOfABatch() throws Exception {
        load("batch").survives(() -> {
            var lagging = List.of(stack.process(Service.SLA), stack.process(Service.NOTIFICATION));
            for (int kill = 0; kill < 3; kill++) {
                lagging.forEach(ServiceProcess::freeze);
                Thread.sleep(2_000);
                lagging.forEach(ServiceProcess::thaw);
                Thread.sleep(50 + 100L * kill);
                lagging.forEach(ServiceProcess::kill);
                lagging.parallelStream().forEach(ServiceProcess::start);
            }
        });
    }

    @Test
    void ticketsSurviveABrokerThatStopsAgainAndAgain() throws Exception {
        load("broker").survives(() -> {
            for (int outage = 0; outage < 3; outage++) {
                stack.kafka().suspend();
                Thread.sleep(1_500);
                stack.kafka().resume();
                Thread.sleep(1_500);
            }
        });
    }

    @Test
    void ticketsSurviveTheKillOfServicesWhileTheBrokerIsStopped() throws Exception {
        load("broker-and-services").survives(() -> {
            stack.kafka().suspend();
            try {
                stack.process(Service.TICKET).kill();
                stack.process(Service.ROUTING).kill();
                stack.process(Service.TICKET).start();
                stack.process(Service.ROUTING).start();
            } finally {
                stack.kafka().resume();
            }
        });
    }

    @Test
    void ticketsSurviveADatabaseServerThatIsStopped() throws Exception {
        load("database-stop").survives(() -> {
            stack.postgreSql().suspend();
            Thread.sleep(5_000);
            stack.postgreSql().resume();
        });
    }

    @Test
    void ticketsSurviveADatabaseServerThatIsKilled() throws Exception {
        load("database-kill").survives(() -> {
            stack.postgreSql().kill();
            Thread.sleep(1_000);
            stack.postgreSql().resume();
        });
    }

    @Test
    void ticketsSurviveAServiceThatStandsStillWithOpenTransactions() throws Exception {
        load("frozen").survives(() -> {
            for (var service : new Service[] {Service.TICKET, Service.SLA}) {
                stack.process(service).freeze();
            }
            // longer than the database keeps idle transactions, and than the broker keeps members of a group
            Thread.sleep(20_000);
            for (var service : new Service[] {Service.TICKET, Service.SLA}) {
                stack.process(service).thaw();
            }
        });
    }

    @Test
    void ticketsSurviveAMailServerThatIsAway() throws Exception {
        load("mail").survives(() -> {
            stack.mail().suspend();
            Thread.sleep(8_000);
            stack.mail().resume();
        });
    }

    @Test
    void ticketsSurviveAMailServerThatIsSlowAndRefusesAtEachStep() throws Exception {
        load("mail-line").survives(() -> {
            for (var fault : MAIL_FAULTS) {
                mailLine.breakWith(fault, fault, fault, fault);
                Thread.sleep(500);
            }
        });
    }

    @Test
    void unreadableRecordsOnEveryTopicAreParkedAlone() throws Exception {
        var garbage = new byte[MEGABYTE - 1_000];
        new Random(115).nextBytes(garbage);
        load("garbage")
                .survives(
                        () -> {
                            Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafkaBootstrapServers());
                            try (var producer =
                                    new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
                                for (var topic : LocalStack.topics()) {
                                    producer.send(new ProducerRecord<>(
                                                    topic, UUID.randomUUID().toString(), garbage))
                                            .get();
                                    var record = new ProducerRecord<>(topic, "no ticket", "{}".getBytes(UTF_8));
                                    record.headers().add("ce_type", new byte[] {0, -1});
                                    producer.send(record).get();
                                }
                            }
                        },
                        UNREADABLE);
    }

    private TicketLoad load(String name) {
        return new TicketLoad(stack, name, TICKETS);
    }
}
