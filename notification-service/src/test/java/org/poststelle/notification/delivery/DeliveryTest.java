package org.poststelle.notification.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.notification.Neighbours;
import org.poststelle.notification.NotificationServiceTest;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.smtp.Email;
import org.poststelle.notification.smtp.MailAddress;
import org.poststelle.notification.smtp.Smtp;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.UnreliableLine.Fault;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@WithTestResource(Neighbours.class)
class DeliveryTest extends NotificationServiceTest {

    @Inject
    MailJobCommands commands;

    @Inject
    Smtp smtp;

    @Inject
    EntityManager entities;

    @Inject
    MeterRegistry metrics;

    @Inject
    BeanManager beans;

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource(value = "/health/live", management = true)
    URL liveness;

    @Test
    void deferredEmailIsSentAgain() {
        mail.line().breakWith(Fault.DEFER_RECIPIENT);

        promise();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
        assertThat(database.list(Integer.class, "select attempts from mail_job where ticket_id = ?", ticket))
                .containsExactly(2);
    }

    @Test
    void emailsWaitForAnUnavailableServer() {
        mail.server().suspend();
        promise();
        awaitState("RETRY");
        mail.server().resume();
        endPause();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void lostReplyNeitherLosesNorDuplicatesTheEmail() {
        mail.line().breakWith(Fault.LOSE_REPLY);

        promise();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void lostEmailIsSentAgainWithTheSameMessageId() {
        mail.line().breakWith(Fault.LOSE_EMAIL);

        promise();

        awaitState("RETRY");
        endPause();
        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen))
                .singleElement()
                .satisfies(email -> assertThat(mail.line().wire())
                        .filteredOn(line -> line.contains(email.messageId()))
                        .hasSize(2));
    }

    /** Leaves a job behind as a worker does that is killed. */
    private void killWorker(UUID id, boolean handedOver) {
        database.execute("""
                insert into mail_job (id, ticket_id, centre, kind, recipient, trigger_key, source_event, due_at,
                                      message_id, state, attempts, lease_until, handed_over_at)
                values (?, ?, 'KO', 'RECEIPT', 'CITIZEN', 'x', gen_random_uuid(), now(), ?, 'SENDING', 1,
                        now() - interval '1 second', case when ? then now() end)
                """, id, ticket, smtp.messageId(id), handedOver);
    }

    /** Another replica takes jobs at the same time as this one, and dies with them. */
    @Test
    void jobsOfADeadReplicaAreTakenOverAndSentOnce() {
        database.execute("""
                insert into mail_job (id, ticket_id, centre, kind, recipient, trigger_key, source_event, due_at, message_id)
                select id, ?, 'KO', 'RECEIPT', 'CITIZEN', id::text, id, now(), '<' || id || '@poststelle.example>'
                  from (select gen_random_uuid() as id from generate_series(1, 12)) as mail
                """, ticket);
        var taken = new ConcurrentLinkedQueue<UUID>();
        try (var replica = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var worker = 0; worker < 4; worker++) {
                replica.execute(() ->
                        AccessScope.SERVICE.run(() -> commands.claimDue(4).forEach(job -> taken.add(job.id()))));
            }
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(12));

        assertThat(taken).isNotEmpty().doesNotHaveDuplicates();
        assertThat(mailsTo(citizen))
                .hasSize(12)
                .extracting(ReceivedMail::messageId)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"DUE, mail_job_due", "UNCERTAIN, mail_job_uncertain", "EXPIRED, mail_job_leased"})
    void jobsAreFoundByTheirIndexes(Search search, String index) {
        var plan = database.plan(search.sql.replace(":limit", "10"));

        assertThat(plan).anyMatch(line -> line.contains(index)).anyMatch(line -> line.contains("Index Cond"));
    }

    enum Search {
        DUE(MailJobs.DUE),
        UNCERTAIN(MailJobs.UNCERTAIN),
        EXPIRED(MailJobs.EXPIRED);

        private final String sql;

        Search(String sql) {
            this.sql = sql;
        }
    }

    /** So the events of the last emails are published by a relay that is still there. */
    @Test
    void dispatcherStopsBeforeTheOutboxRelay() {
        assertThat(beans.resolveObserverMethods(new ShutdownEvent()))
                .extracting(observer -> observer.getBeanClass().getSimpleName())
                .containsSubsequence("Dispatcher", "OutboxRelay");
    }

    @Test
    void dispatchingServiceIsAlive() {
        given().get(liveness)
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'mail dispatcher' }.status", equalTo("UP"));
    }

    /** As when packets to it vanish: connections open, and no word comes. */
    @Test
    void emailsAreSentWhileTheJournalIsSilent() throws IOException {
        mail.journalLine().fallSilent();
        try {
            database.execute("""
                    insert into mail_job (id, ticket_id, centre, kind, recipient, trigger_key, source_event, due_at,
                                          message_id, state)
                    select id, id, 'SILENT', 'RECEIPT', 'CITIZEN', 'x', id, now(),
                           '<' || id || '@poststelle.example>', 'UNCERTAIN'
                      from (select gen_random_uuid() as id from generate_series(1, 40)) as mail
                    """);
            await().until(() -> count("version > 0") > 0);
            publish(TICKETS, "tickets", ANSWERED, 1);

            topics.await(ticket, "notifications", SENT);
            assertThat(mailsTo(citizen)).hasSize(1);
            assertThat(count("state = 'UNCERTAIN'")).isEqualTo(40);
        } finally {
            database.execute("delete from mail_job where centre = 'SILENT'");
            mail.journalLine().speakAgain();
        }
    }

    private long count(String condition) {
        return database.one(Long.class, "select count(*) from mail_job where centre = 'SILENT' and " + condition);
    }

    @Test
    void workerDyingAfterHandoverSendsIfTheServerDidNotTakeIt() {
        killWorker(UuidCreator.getTimeOrderedEpoch(), true);

        awaitState("RETRY");
        endPause();
        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void workerDyingBeforeCommitDoesNotSendTwice() {
        var id = UuidCreator.getTimeOrderedEpoch();
        var email = new Email(new MailAddress(citizen), "Ihr Anliegen", "Guten Tag", Locale.GERMAN, UUID.randomUUID());
        smtp.send(email, smtp.messageId(id), () -> {});
        killWorker(id, true);

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void workerWithAnExpiredLeaseCannotHandOver() {
        var id = UuidCreator.getTimeOrderedEpoch();
        var slept = new MailJob(
                id,
                ticket,
                "KO",
                new NotificationTrigger.Answered(id),
                smtp.messageId(id),
                MailState.SENDING,
                1,
                1,
                null);

        assertThat(AccessScope.SERVICE.<Set<UUID>>call(() -> commands.handOver(List.of(slept))))
                .isEmpty();
    }

    @Test
    void resultsAreCounted() {
        var before = receiptsSent();

        promise();
        topics.await(ticket, "notifications", SENT);

        assertThat(receiptsSent()).isGreaterThan(before);
        assertThat(metrics.get("poststelle.mail.uncertain").gauge().value()).isNotNegative();
        assertThat(metrics.get("poststelle.mail.oldest.unsent.seconds").gauge().value())
                .isNotNegative();
    }

    private double receiptsSent() {
        return metrics.counter("poststelle.mail.results", "kind", "RECEIPT", "result", "SENT")
                .count();
    }

    @Test
    void databaseHoldsNoPersonalData() {
        promise();
        publish(TICKETS, "tickets", ANSWERED, 1);
        await().untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(2));

        var rows = database.list(String.class, "select mail_job::text from mail_job where ticket_id = ?", ticket);

        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).doesNotContain("buerger.example", "Erika", "Geburtsurkunde"));
        assertThat(topics.about(ticket, "notifications"))
                .allSatisfy(message ->
                        assertThat(message.toString()).doesNotContain("buerger.example", "Erika", "Geburtsurkunde"));
    }

    @Test
    void refusedSenderIsRetriedAndAlarmsOperators() {
        mail.line().breakWith(Fault.REFUSE_SENDER);
        var before = senderRefusals();

        promise();

        awaitRetry("SMTP_550");
        assertThat(senderRefusals()).isGreaterThan(before);
        assertThat(topics.about(ticket, "notifications")).isEmpty();
        endPause();
        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    private double senderRefusals() {
        return metrics.counter("poststelle.mail.sender.refused", "cause", "SMTP_550")
                .count();
    }

    /** The candidates are materialized: whatever the plan, a claim takes no more than its limit. */
    @Test
    void claimTakesNoMoreThanItsLimit() {
        database.execute("""
                insert into mail_job (id, ticket_id, centre, kind, recipient, trigger_key, source_event, due_at,
                                      message_id, next_at)
                select id, id, 'LIMIT', 'RECEIPT', 'CITIZEN', 'x', id, now(),
                       '<' || id || '@poststelle.example>', now() + interval '1 hour'
                  from (select gen_random_uuid() as id from generate_series(1, 50)) as mail
                """);
        try {
            var claimed = AccessScope.SERVICE.<Integer>call(() -> {
                QuarkusTransaction.begin();
                try {
                    entities.createNativeQuery("update mail_job set next_at = now() where centre = 'LIMIT'")
                            .executeUpdate();
                    for (var plan : List.of("hashjoin", "mergejoin", "hashagg", "material")) {
                        entities.createNativeQuery("set local enable_" + plan + " = off")
                                .executeUpdate();
                    }
                    return commands.claimDue(3).size();
                } finally {
                    QuarkusTransaction.rollback();
                }
            });
            assertThat(claimed).isEqualTo(3);
        } finally {
            database.execute("delete from mail_job where centre = 'LIMIT'");
        }
    }

    @Test
    void settledJobsAreKeptForHalfAYear() {
        promise();
        topics.await(ticket, "notifications", SENT);
        database.execute("update mail_job set next_at = now() - interval '179 days' where ticket_id = ?", ticket);
        assertThat(AccessScope.SERVICE.<Integer>call(() -> commands.purgeSettled(10)))
                .isZero();
        database.execute("update mail_job set next_at = now() - interval '181 days' where ticket_id = ?", ticket);
        assertThat(AccessScope.SERVICE.<Integer>call(() -> commands.purgeSettled(10)))
                .isOne();
    }

    @Test
    void rowPolicyHidesJobsOfOtherCentres() {
        promise();
        topics.await(ticket, "notifications", SENT);
        var row = "mail_job where ticket_id = '" + ticket + "'";
        assertThat(database.countAs("service", row)).isOne();
        assertThat(database.countAs("centre:KO", row)).isOne();
        for (var hidden : List.of("centre:TR", "authority:koblenz-elterngeldstelle", "nobody", "")) {
            assertThat(database.countAs(hidden, row)).as(hidden).isZero();
        }
    }
}
