package org.poststelle.notification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.notification.MailJobCommands.LeaseLost;
import org.poststelle.notification.correspondence.NotificationTrigger;
import org.poststelle.notification.post.Email;
import org.poststelle.notification.post.MailAddress;
import org.poststelle.notification.post.MailSetup;
import org.poststelle.notification.post.Smtp;
import org.poststelle.notification.post.UnreliableLine.Fault;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

/** The whole service between real servers: events come in, mails and events go out. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@WithTestResource(Neighbours.class)
@SuppressWarnings("NullAway.Init") // the test resources set the fields
class MailsTest {

    private static final String PROMISED = "org.poststelle.sla.promised.v1";
    private static final String FORWARDED = "org.poststelle.ticket.forwarded.v1";
    private static final String ANSWERED = "org.poststelle.ticket.answered.v1";
    private static final String SENT = "org.poststelle.notification.sent.v1";
    private static final String FAILED = "org.poststelle.notification.failed.v1";
    private static final Contracts SLA = Contracts.of("sla-service");
    private static final Contracts TICKETS = Contracts.of("ticket-service");
    private static final Contracts ROUTING = Contracts.of("routing-service");
    private static final Contracts OURS = Contracts.of("notification-service");
    private static final String AUTHORITY = "/api/v1/directory/authorities/koblenz-elterngeldstelle";
    private static final String REFERENCE = "KO-2026-000123";

    Topics topics;
    TokenIssuer tokens;
    MailSetup post;
    Owners owners;

    @Inject
    Jdbi jdbi;

    @Inject
    MailJobs jobs;

    @Inject
    MailJobCommands desk;

    @Inject
    Smtp smtp;

    @Inject
    MeterRegistry metrics;

    @Inject
    BeanManager beans;

    @TestHTTPResource(value = "/health/live", management = true)
    URL liveness;

    private final UUID ticket = UuidCreator.getTimeOrderedEpoch();
    private final String citizen = ticket + "@buerger.example";
    private final String authority = ticket + "@amt.example";
    private final ObjectNode correspondence = (ObjectNode) TICKETS.read("correspondence.example.json");

    @BeforeEach
    void theOwnersKnowTheTicketAndTheAuthority() {
        ((ObjectNode) correspondence.get("citizen")).put("email", citizen);
        knowTicket();
        owners.know(AUTHORITY, ((ObjectNode) ROUTING.read("authority.example.json")).put("mailbox", authority));
    }

    private void knowTicket() {
        owners.know("/api/v1/tickets/" + ticket + "/correspondence", correspondence);
    }

    private void publish(Contracts producer, String topic, String type, long version) {
        var body = ((ObjectNode) producer.example(type)).put("ticketId", ticket.toString());
        topics.publish(topic, type, ticket, version, "KO", body.toString());
    }

    private void promise() {
        publish(SLA, "sla", PROMISED, 1);
    }

    private List<ReceivedMail> mailsTo(String address) {
        return post.server().received(address);
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(tokens.token(user));
    }

    private void awaitState(MailState state) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(jobs.ofTicket(ticket, "KO", null, 10))
                        .singleElement()
                        .extracting(Notification::state)
                        .isEqualTo(state));
    }

    private void awaitRetry(String cause) {
        awaitState(MailState.RETRY);
        assertThat(jobs.ofTicket(ticket, "KO", null, 10))
                .singleElement()
                .extracting(Notification::cause)
                .isEqualTo(cause);
    }

    /** The first of its kind is waited out ({@link #aMailThatIsDeferredIsSentAgainByItself}); the others are as long. */
    private void thePauseIsOver() {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update mail_job set next_at = now() where ticket_id = :ticket and state = 'RETRY'")
                .bind("ticket", ticket)
                .execute());
    }

    @Test
    void aPromiseIsConfirmedToTheCitizenWithReferenceAndDueTime() {
        promise();

        var sent = topics.await(ticket, "notifications", SENT);

        assertThat(OURS.violations(SENT, sent.body())).isEmpty();
        assertThat(mailsTo(citizen)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Ihr Anliegen KO-2026-000123: Eingangsbestätigung");
            assertThat(mail.text()).contains("Montag, 23. November 2026, 15:00 Uhr.", REFERENCE);
            assertThat(mail.headers()).containsEntry("Content-Language", "de");
            assertThat(mail.messageId())
                    .isEqualTo("<" + sent.body().get("notificationId").asText() + "@poststelle.example>");
        });
    }

    @Test
    void aCitizenWhoSpeaksEnglishIsWrittenToInEnglish() {
        correspondence.put("language", "en");
        knowTicket();

        promise();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Your enquiry KO-2026-000123: confirmation of receipt");
            assertThat(mail.text()).contains("Monday, 23 November 2026, 15:00 (German time).");
            assertThat(mail.headers()).containsEntry("Content-Language", "en");
        });
    }

    @Test
    void aCitizenWithoutAnAddressGetsNoReceiptAndThatIsNoFailure() {
        ((ObjectNode) correspondence.get("citizen")).remove("email");
        knowTicket();

        promise();

        awaitState(MailState.SKIPPED);
        assertThat(topics.about(ticket, "notifications")).isEmpty();
    }

    @Test
    void theAuthorityGetsALinkAndNothingAboutTheCitizen() {
        publish(TICKETS, "tickets", FORWARDED, 1);

        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(authority))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject() + mail.text())
                        .contains(REFERENCE, "https://poststelle.example/api/v1/tickets/" + ticket)
                        .doesNotContain(citizen, "Erika", "Beispiel", "Geburtsurkunde"));
    }

    @Test
    void anAuthorityWithoutAMailboxIsAFailureThatTheOthersHearOf() {
        owners.know(AUTHORITY, correspondence.objectNode());

        publish(TICKETS, "tickets", FORWARDED, 1);

        var failed = topics.await(ticket, "notifications", FAILED);
        assertThat(OURS.violations(FAILED, failed.body())).isEmpty();
        assertThat(failed.body().get("reason").asText()).isEqualTo("NO_ADDRESS");
    }

    @Test
    void theCitizenGetsTheAnswerByMail() {
        publish(TICKETS, "tickets", ANSWERED, 1);

        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(citizen)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Ihr Anliegen KO-2026-000123: Antwort");
            assertThat(mail.text()).contains("Bitte bringen Sie die Geburtsurkunde mit.");
        });
    }

    @Test
    void theCitizenWhoWishesACallGetsNoAnswerByMail() {
        var body = ((ObjectNode) TICKETS.example(ANSWERED)).put("replyChannel", "CALLBACK");
        topics.publish("tickets", ANSWERED, ticket, 1, "KO", body.toString());
        publish(TICKETS, "tickets", FORWARDED, 2);

        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(citizen)).isEmpty();
        assertThat(mailsTo(authority)).hasSize(1);
    }

    @Test
    void whateverIsReportedAgainIsWrittenOnce() {
        var body = ((ObjectNode) SLA.example(PROMISED)).toString();
        var event = topics.publish("sla", PROMISED, ticket, 1, "KO", body);
        topics.publishAgain(event, "sla", PROMISED, ticket, 1, "KO", body);
        topics.publish("sla", PROMISED, ticket, 2, "KO", body);
        publish(TICKETS, "tickets", FORWARDED, 1);
        publish(TICKETS, "tickets", FORWARDED, 2);
        publish(TICKETS, "tickets", ANSWERED, 3);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(3));

        assertThat(mailsTo(citizen)).hasSize(2);
        assertThat(mailsTo(authority)).hasSize(1);
        assertThat(topics.about(ticket, "notifications"))
                .extracting(Topics.Message::version)
                .containsExactly(1L, 2L, 3L);
    }

    /** 404 too: what an event spoke of is there, unless an address is wrong or a database is restored from an older day. */
    @ParameterizedTest
    @CsvSource({"503, HTTP_503", "404, TICKET_UNKNOWN"})
    void anOwnerThatCannotAnswerIsAskedAgain(int status, String cause) {
        owners.failOnceWith(status);

        promise();
        awaitRetry(cause);
        thePauseIsOver();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void anAuthorityThatTheDirectoryDoesNotKnowIsAskedForAgain() {
        var body = ((ObjectNode) TICKETS.example(FORWARDED)).put("authority", "amt-" + ticket);
        topics.publish("tickets", FORWARDED, ticket, 1, "KO", body.toString());
        awaitRetry("AUTHORITY_UNKNOWN");

        owners.know(
                "/api/v1/directory/authorities/amt-" + ticket,
                correspondence.objectNode().put("mailbox", authority));
        thePauseIsOver();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(authority)).hasSize(1);
    }

    @Test
    void aMailThatIsDeferredIsSentAgainByItself() {
        post.line().breakWith(Fault.DEFER_RECIPIENT);

        promise();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
        assertThat(jobs.ofTicket(ticket, "KO", null, 10))
                .singleElement()
                .extracting(Notification::attempts)
                .isEqualTo(2);
    }

    @Test
    void mailsWaitForAMailServerThatIsAway() {
        post.server().suspend();
        promise();
        awaitState(MailState.RETRY);
        post.server().resume();
        thePauseIsOver();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void aLostAnswerNeitherLosesNorDoublesTheMail() {
        post.line().breakWith(Fault.LOSE_ANSWER);

        promise();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void aLostLetterIsSentAgainUnderTheSameMessageId() {
        post.line().breakWith(Fault.LOSE_LETTER);

        promise();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen))
                .singleElement()
                .satisfies(mail -> assertThat(post.line().wire())
                        .filteredOn(line -> line.contains(mail.messageId()))
                        .hasSize(2));
    }

    @Test
    void aRefusedMailIsReportedAndSentAgainOnceACoordinatorWantsIt() {
        post.line().breakWith(Fault.REFUSE_RECIPIENT);
        promise();
        var failed = topics.await(ticket, "notifications", FAILED);
        var resend =
                "/api/v1/notifications/" + failed.body().get("notificationId").asText() + "/resend";

        assertThat(OURS.violations(FAILED, failed.body())).isEmpty();
        assertThat(failed.body().get("reason").asText()).isEqualTo("REJECTED");
        as(SampleUser.ANNA).post(resend).then().statusCode(403);
        as(new SampleUser("other.coordinator", "coordinator", "TR", null))
                .post(resend)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:poststelle:problem:not-found"));
        as(SampleUser.KURT).post(resend).then().statusCode(202).body("state", equalTo("RETRY"));
        as(SampleUser.KURT).post(resend).then().statusCode(202);

        topics.await(ticket, "notifications", SENT);
        as(SampleUser.KURT).post(resend).then().statusCode(202).body("state", equalTo("SENT"));
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void whatNobodyWantsIsNotSentAgain() {
        ((ObjectNode) correspondence.get("citizen")).remove("email");
        knowTicket();
        promise();
        awaitState(MailState.SKIPPED);
        var id = jobs.ofTicket(ticket, "KO", null, 1).getFirst().id();

        as(SampleUser.KURT)
                .header("Accept-Language", "de")
                .post("/api/v1/notifications/" + id + "/resend")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:poststelle:problem:notification-skipped"))
                .body("title", equalTo("Diese Mail hat keinen Empfänger"));
    }

    @Test
    void theStaffOfTheCentreSeesWhatBecameOfTheMailsAndNeverAnAddress() {
        promise();
        publish(TICKETS, "tickets", FORWARDED, 1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(2));

        var path = "/api/v1/notifications?ticketId=" + ticket;
        var all = as(SampleUser.ANNA).get(path);
        var first = as(SampleUser.ANNA).get(path + "&limit=1");
        var second = as(SampleUser.ANNA).get(path + "&limit=1&cursor=" + first.path("next"));

        all.then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.state", equalTo(List.of("SENT", "SENT")))
                .body("items.attempts", equalTo(List.of(1, 1)));
        assertThat(all.asString()).doesNotContain("@").contains("\"recipient\":\"AUTHORITY\"");
        assertThat(List.of(first.<String>path("items[0].id"), second.<String>path("items[0].id")))
                .isEqualTo(all.path("items.id"));
        as(SampleUser.TOM).get(path).then().statusCode(200).body("items", empty());
        as(SampleUser.CARLA).get(path).then().statusCode(403);
        given().get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 422",
        "?ticketId=, 422",
        "?ticketId=keine, 400",
        "?ticketId=019aa1c7-5c00-7a10-8f3e-0115000000aa&limit=0, 422",
        "?ticketId=019aa1c7-5c00-7a10-8f3e-0115000000aa&limit=101, 422",
        "?ticketId=019aa1c7-5c00-7a10-8f3e-0115000000aa&cursor=x, 400"
    })
    void aListThatMakesNoSenseIsRefused(String query, int status) {
        as(SampleUser.ANNA).get("/api/v1/notifications" + query).then().statusCode(status);
    }

    @Test
    void aRefusedParameterIsNamed() {
        var violations = as(SampleUser.ANNA)
                .get("/api/v1/notifications?limit=0&ticketId=" + ticket)
                .jsonPath()
                .getList("violations.field");

        assertThat(violations).isEqualTo(List.of("limit"));
    }

    /** Leaves a job behind as a worker does that is killed. */
    private void killWorker(UUID id, boolean handedOver) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into mail_job (id, ticket_id, centre, kind, occasion, source_event, due_at, message_id,
                                              state, attempts, lease_until, handed_over_at)
                        values (:id, :ticket, 'KO', 'RECEIPT', 'x', :id, now(), :messageId, 'SENDING', 1,
                                now() - interval '1 second', case when :handedOver then now() end)
                        """)
                .bind("id", id)
                .bind("ticket", ticket)
                .bind("messageId", smtp.messageId(id))
                .bind("handedOver", handedOver)
                .execute());
    }

    /** Another replica takes jobs at the same time as this one, and dies with them. */
    @Test
    void theJobsOfAReplicaThatDiesAreTakenOverAndEachMailIsSentOnce() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into mail_job (id, ticket_id, centre, kind, occasion, source_event, due_at, message_id)
                        select id, :ticket, 'KO', 'RECEIPT', id::text, id, now(), '<' || id || '@poststelle.example>'
                          from (select gen_random_uuid() as id from generate_series(1, 30)) as mail
                        """).bind("ticket", ticket).execute());
        var taken = new ConcurrentLinkedQueue<UUID>();
        try (var replica = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var worker = 0; worker < 4; worker++) {
                replica.execute(() -> desk.claimDue(4).forEach(job -> taken.add(job.id())));
            }
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(30));

        assertThat(taken).isNotEmpty().doesNotHaveDuplicates();
        assertThat(mailsTo(citizen))
                .hasSize(30)
                .extracting(ReceivedMail::messageId)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"DUE, mail_job_due", "UNCERTAIN, mail_job_uncertain", "EXPIRED, mail_job_leased"})
    void whatIsToBeDoneIsFoundByItsIndexAndNotAmongAllThatWait(Search search, String index) {
        var plan = jdbi.inTransaction(handle -> {
            handle.execute("set local enable_seqscan = off"); // so few rows would be read without any index
            return handle.createQuery("explain (costs off) " + search.sql)
                    .bind("limit", 10)
                    .mapTo(String.class)
                    .list();
        });

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

    /** The last letters' events are published by a relay that is still there. */
    @Test
    void theDispatcherStopsBeforeTheOutboxRelay() {
        assertThat(beans.resolveObserverMethods(new ShutdownEvent()))
                .extracting(observer -> observer.getBeanClass().getSimpleName())
                .containsSubsequence("Dispatcher", "OutboxRelay");
    }

    @Test
    void aServiceThatDispatchesIsAlive() {
        given().get(liveness)
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'mail dispatcher' }.status", equalTo("UP"));
    }

    /** As when packets to it vanish: connections open, and no word comes. */
    @Test
    void lettersAreSentWhileTheJournalIsSilent() throws IOException {
        post.journalLine().fallSilent();
        try {
            jdbi.useHandle(handle -> handle.execute("""
                    insert into mail_job (id, ticket_id, centre, kind, occasion, source_event, due_at, message_id, state)
                    select id, id, 'SILENT', 'RECEIPT', 'x', id, now(), '<' || id || '@poststelle.example>', 'UNCERTAIN'
                      from (select gen_random_uuid() as id from generate_series(1, 40)) as mail
                    """));
            await().until(() -> count("version > 0") > 0);
            publish(TICKETS, "tickets", ANSWERED, 1);

            topics.await(ticket, "notifications", SENT);
            assertThat(mailsTo(citizen)).hasSize(1);
            assertThat(count("state = 'UNCERTAIN'")).isEqualTo(40);
        } finally {
            jdbi.useHandle(handle -> handle.execute("delete from mail_job where centre = 'SILENT'"));
            post.journalLine().speakAgain();
        }
    }

    private int count(String condition) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from mail_job where centre = 'SILENT' and " + condition)
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void aMailWhoseWorkerDiedAfterTheHandOverIsSentIfTheServerHadNotTakenIt() {
        killWorker(UuidCreator.getTimeOrderedEpoch(), true);

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void aMailWhoseWorkerDiedBetweenTheServersAnswerAndTheCommitIsNotSentAgain() {
        var id = UuidCreator.getTimeOrderedEpoch();
        var letter = new Email(new MailAddress(citizen), "Ihr Anliegen", "Guten Tag", Locale.GERMAN);
        smtp.send(letter, smtp.messageId(id), () -> {});
        killWorker(id, true);

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void aWorkerThatSleptThroughItsLeaseCannotHandOver() {
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
                false);

        assertThatThrownBy(() -> desk.handOver(slept)).isInstanceOf(LeaseLost.class);
    }

    @Test
    void whatBecomesOfMailsIsCounted() {
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
    void theDatabaseHoldsNoPersonalData() {
        promise();
        publish(TICKETS, "tickets", ANSWERED, 1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(2));

        var rows =
                jdbi.withHandle(handle -> handle.createQuery("select mail_job::text from mail_job where ticket_id = ?")
                        .bind(0, ticket)
                        .mapTo(String.class)
                        .list());

        assertThat(rows)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).doesNotContain("buerger.example", "Erika", "Geburtsurkunde"));
        assertThat(topics.about(ticket, "notifications"))
                .allSatisfy(message ->
                        assertThat(message.toString()).doesNotContain("buerger.example", "Erika", "Geburtsurkunde"));
    }
}
