package org.poststelle.notification.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.notification.Neighbours;
import org.poststelle.notification.NotificationServiceTest;
import org.poststelle.notification.smtp.MailSetup;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;
import org.poststelle.testenvironment.UnreliableLine.Fault;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@WithTestResource(Neighbours.class)
class EmailsTest extends NotificationServiceTest {

    @Test
    void promiseIsConfirmedWithReferenceAndDueTime() {
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
    void englishSpeakingCitizenGetsEnglishEmail() {
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
    void receiptWithoutAddressIsSkipped() {
        ((ObjectNode) correspondence.get("citizen")).remove("email");
        knowTicket();

        promise();

        awaitState("SKIPPED");
        assertThat(topics.about(ticket, "notifications")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {MailSetup.JOURNAL, "Journal@Poststelle.example", "115@poststelle.example"})
    void nothingIsSentToAnAddressOfThisService(String address) {
        ((ObjectNode) correspondence.get("citizen")).put("email", address);
        knowTicket();

        promise();

        awaitState("SKIPPED");
        assertThat(topics.about(ticket, "notifications")).isEmpty();
    }

    @Test
    void citizenIsAskedAndReminded() {
        publish(TICKETS, "tickets", WAITING, 1);
        publish(TICKETS, "tickets", REMINDED, 2);

        await().untilAsserted(() -> assertThat(mailsTo(citizen))
                .extracting(ReceivedMail::subject)
                .containsExactlyInAnyOrder(
                        "Ihr Anliegen KO-2026-000123: Rückfrage",
                        "Erinnerung: Ihr Anliegen KO-2026-000123: Rückfrage"));
        assertThat(mailsTo(citizen))
                .as("mail programs show them together")
                .allSatisfy(mail -> assertThat(mail.headers())
                        .containsEntry("References", "<conversation." + ticket + "@poststelle.example>"));
        assertThat(mailsTo(citizen))
                .allSatisfy(mail -> assertThat(mail.text())
                        .contains(REFERENCE, "Wann wurde Ihr Kind geboren?", "Mittwoch, 17. Juni 2026, 16:50 Uhr."));
        await().untilAsserted(() -> assertThat(topics.about(ticket, "notifications"))
                .hasSize(2)
                .allSatisfy(message -> assertThat(OURS.violations(message.type(), message.body()))
                        .isEmpty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | informed | Ihr Anliegen KO-2026-000123: Zwischennachricht",
                "en | informed | Your enquiry KO-2026-000123: an interim message",
                "de | closed | Ihr Anliegen KO-2026-000123: abgeschlossen",
                "en | closed | Your enquiry KO-2026-000123: closed"
            })
    void citizenIsToldHowItStandsAndWhyItIsClosed(String language, String event, String subject) {
        var type = "org.poststelle.ticket." + event + ".v1";
        correspondence.put("language", language);
        correspondence
                .withArray("letters")
                .addObject()
                .put("id", TICKETS.example(type).path("letterId").asText())
                .put("text", "Das Archiv sucht noch.");
        knowTicket();

        publish(TICKETS, "tickets", type, 1);

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo(subject);
            assertThat(mail.text()).contains("Das Archiv sucht noch.", REFERENCE);
        });
    }

    @Test
    void closureWithoutALetterIsNoMail() {
        var closed = (ObjectNode) TICKETS.example("org.poststelle.ticket.closed.v1");
        closed.remove("letterId");
        topics.publish("tickets", "org.poststelle.ticket.closed.v1", ticket, 1, "KO", closed.toString());
        publish(TICKETS, "tickets", "org.poststelle.ticket.reopened.v1", 2);

        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(citizen)).isEmpty();
        assertThat(mailsTo(authority)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Wieder geöffnet: Ticket KO-2026-000123");
            assertThat(mail.text())
                    .contains("https://poststelle.example/api/v1/tickets/" + ticket)
                    .doesNotContain(citizen, "Erika", "Beispiel");
        });
    }

    @Test
    void englishSpeakingCitizenIsAskedInEnglish() {
        correspondence.put("language", "en");
        knowTicket();

        publish(TICKETS, "tickets", WAITING, 1);
        publish(TICKETS, "tickets", REMINDED, 2);

        await().untilAsserted(() -> assertThat(mailsTo(citizen))
                .extracting(ReceivedMail::subject)
                .containsExactlyInAnyOrder(
                        "Your enquiry KO-2026-000123: a question to you",
                        "Reminder: your enquiry KO-2026-000123: a question to you"));
    }

    @Test
    void whoAskedForACallIsAskedByNoMail() {
        var waiting = ((ObjectNode) TICKETS.example(WAITING)).put("replyChannel", "CALLBACK");
        topics.publish("tickets", WAITING, ticket, 1, "KO", waiting.toString());
        publish(TICKETS, "tickets", ANSWERED, 2);

        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(citizen))
                .singleElement()
                .extracting(ReceivedMail::subject)
                .isEqualTo("Ihr Anliegen KO-2026-000123: Antwort");
    }

    @Test
    void authorityGetsALinkAndNothingAboutTheCitizen() {
        publish(TICKETS, "tickets", FORWARDED, 1);

        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(authority))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject() + mail.text())
                        .contains(REFERENCE, "https://poststelle.example/api/v1/tickets/" + ticket)
                        .doesNotContain(citizen, "Erika", "Beispiel", "Geburtsurkunde"));
    }

    @Test
    void authorityIsRemindedOfThePromiseAndToldWhenItIsBroken() {
        publish(SLA, "sla", WARNED, 1);
        publish(SLA, "sla", BREACHED, 2);

        await().untilAsserted(() -> assertThat(mailsTo(authority)).hasSize(2));

        assertThat(mailsTo(authority))
                .extracting(ReceivedMail::subject)
                .containsExactlyInAnyOrder(
                        "Erinnerung: Ticket KO-2026-000123, Antwort bis Montag, 23. November 2026, 15:00 Uhr",
                        "Frist überschritten: Ticket KO-2026-000123");
        assertThat(mailsTo(authority))
                .allSatisfy(mail -> assertThat(mail.text())
                        .contains(
                                REFERENCE,
                                "Montag, 23. November 2026, 15:00 Uhr",
                                "https://poststelle.example/api/v1/tickets/" + ticket)
                        .doesNotContain(citizen, "Erika", "Beispiel", "Geburtsurkunde"));
        await().untilAsserted(() -> assertThat(topics.about(ticket, "notifications"))
                .extracting(message -> message.body().get("kind").asText())
                .containsExactlyInAnyOrder("REMINDER", "OVERDUE", "DELAYED"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Ihr Anliegen KO-2026-000123: Die Antwort verzögert sich | Montag, 23. November 2026, 15:00 Uhr | Entschuldigung",
                "en | Your enquiry KO-2026-000123: the answer is delayed | Monday, 23 November 2026, 15:00 (German time) | apologise"
            })
    void citizenHearsOnceThatTheAnswerIsLate(String language, String subject, String due, String apology) {
        correspondence.put("language", language);
        knowTicket();
        publish(SLA, "sla", BREACHED, 1);
        publish(SLA, "sla", BREACHED, 2);
        publish(TICKETS, "tickets", ANSWERED, 1);

        await().untilAsserted(() -> assertThat(mailsTo(citizen)).hasSize(2));

        assertThat(mailsTo(citizen))
                .filteredOn(mail -> mail.subject().equals(subject))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains(due, apology, REFERENCE));
    }

    @Test
    void whoGaveNoAddressHearsOfNoDelay() {
        ((ObjectNode) correspondence.get("citizen")).remove("email");
        knowTicket();
        var noAuthority = ((ObjectNode) SLA.example(BREACHED)).deepCopy();
        noAuthority.remove("authority");
        noAuthority.putArray("recipients");
        topics.publish("sla", BREACHED, ticket, 1, "KO", noAuthority.toString());

        awaitState("SKIPPED");
    }

    @Test
    void reminderOfEachStageIsSentOnceAndNoneWhileNoAuthorityHasTheTicket() {
        var warned = (ObjectNode) SLA.example(WARNED);
        warned.put("authority", authorityKey).putArray("recipients").add("AUTHORITY");
        topics.publish("sla", WARNED, ticket, 1, "KO", warned.put("percent", 50).toString());
        topics.publish("sla", WARNED, ticket, 2, "KO", warned.put("percent", 75).toString());
        topics.publish("sla", WARNED, ticket, 3, "KO", warned.toString());
        warned.remove("authority");
        topics.publish("sla", WARNED, ticket, 4, "KO", warned.put("percent", 90).toString());
        publish(SLA, "sla", BREACHED, 5);

        await().untilAsserted(() -> assertThat(mailsTo(authority)).hasSize(3));

        assertThat(mailsTo(authority))
                .extracting(mail -> mail.text().replaceAll("(?s).*?(\\d+) %.*", "$1"))
                .contains("50", "75");
        assertThat(database.list(Integer.class, "select percent from mail_job where ticket_id = ? order by id", ticket))
                .containsExactly(50, 75, 90, null, null);
    }

    @Test
    void authorityWithoutMailboxIsAPublishedFailure() {
        knowAuthority(correspondence.objectNode());

        publish(TICKETS, "tickets", FORWARDED, 1);

        var failed = topics.await(ticket, "notifications", FAILED);
        assertThat(OURS.violations(FAILED, failed.body())).isEmpty();
        assertThat(failed.body().get("reason").asText()).isEqualTo("NO_ADDRESS");
    }

    @Test
    void citizenGetsTheAnswerByEmail() {
        publish(TICKETS, "tickets", ANSWERED, 1);

        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(citizen)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Ihr Anliegen KO-2026-000123: Antwort");
            assertThat(mail.text()).contains("Bitte bringen Sie die Geburtsurkunde mit.");
        });
    }

    /** Whether the answer had gone to the wrong address, or nowhere. */
    @ParameterizedTest
    @CsvSource({"SENT, 1", "FAILED, 0"})
    void answerGoesToTheCorrectedAddress(String before, int mailsToTheFormer) {
        if (before.equals("FAILED")) {
            mail.line().breakWith(Fault.REFUSE_RECIPIENT);
        }
        publish(TICKETS, "tickets", ANSWERED, 1);
        awaitState(before);
        var corrected = "neu." + citizen;
        ((ObjectNode) correspondence.get("citizen")).put("email", corrected);
        knowTicket();

        publish(TICKETS, "tickets", CONTACT_CORRECTED, 2);

        await().untilAsserted(() -> assertThat(mailsTo(corrected)).hasSize(1));
        assertThat(mailsTo(citizen)).hasSize(mailsToTheFormer);
        assertThat(mailsTo(corrected).getFirst().text()).contains("Bitte bringen Sie die Geburtsurkunde mit.");
    }

    @Test
    void answerThatWaitsForTheServerIsNotDoubledByACorrection() {
        mail.server().suspend();
        publish(TICKETS, "tickets", ANSWERED, 1);
        awaitState("RETRY");
        publish(TICKETS, "tickets", CONTACT_CORRECTED, 2);
        publish(TICKETS, "tickets", FORWARDED, 3);
        await().untilAsserted(() -> assertThat(database.list(
                        String.class, "select kind from mail_job where ticket_id = ? order by kind", ticket))
                .containsExactly("ANSWER", "FORWARDED"));
        mail.server().resume();
        endPause();

        await().untilAsserted(() -> assertThat(mailsTo(citizen)).hasSize(1));
    }

    @Test
    void citizenWhoRequestedACallbackGetsNoAnswerByEmail() {
        var body = ((ObjectNode) TICKETS.example(ANSWERED)).put("replyChannel", "CALLBACK");
        topics.publish("tickets", ANSWERED, ticket, 1, "KO", body.toString());
        publish(TICKETS, "tickets", FORWARDED, 2);

        topics.await(ticket, "notifications", SENT);

        assertThat(mailsTo(citizen)).isEmpty();
        assertThat(mailsTo(authority)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LETTER", "NONE"})
    void citizenWithoutMailAddressIsSkippedAndNothingFails(String channel) {
        ((ObjectNode) correspondence.put("replyChannel", channel).get("citizen")).remove("email");
        knowTicket();
        promise();
        // the second was written while mail was still wanted
        var answered = ((ObjectNode) TICKETS.example(ANSWERED)).put("replyChannel", channel);
        topics.publish("tickets", ANSWERED, ticket, 1, "KO", answered.toString());
        publish(TICKETS, "tickets", ANSWERED, 2);
        var corrected = ((ObjectNode) TICKETS.example(CONTACT_CORRECTED)).put("replyChannel", channel);
        topics.publish("tickets", CONTACT_CORRECTED, ticket, 3, "KO", corrected.toString());
        publish(TICKETS, "tickets", FORWARDED, 4);

        topics.await(ticket, "notifications", SENT);
        await().untilAsserted(() -> assertThat(database.list(
                        String.class, "select kind || ' ' || state from mail_job where ticket_id = ?", ticket))
                .containsExactlyInAnyOrder("RECEIPT SKIPPED", "ANSWER SKIPPED", "FORWARDED SENT"));

        assertThat(mailsTo(citizen)).isEmpty();
        assertThat(topics.about(ticket, "notifications")).hasSize(1);
    }

    @Test
    void triggerReportedAgainSendsOneEmail() {
        var body = ((ObjectNode) SLA.example(PROMISED)).toString();
        var event = topics.publish("sla", PROMISED, ticket, 1, "KO", body);
        topics.publishAgain(event, "sla", PROMISED, ticket, 1, "KO", body);
        topics.publish("sla", PROMISED, ticket, 2, "KO", body);
        publish(TICKETS, "tickets", FORWARDED, 1);
        publish(TICKETS, "tickets", FORWARDED, 2);
        publish(TICKETS, "tickets", ANSWERED, 3);

        await().untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(3));

        assertThat(mailsTo(citizen)).hasSize(2);
        assertThat(mailsTo(authority)).hasSize(1);
        assertThat(topics.about(ticket, "notifications"))
                .extracting(Topics.Message::version)
                .containsExactly(1L, 2L, 3L);
    }

    /** 404 too: the address may be wrong. */
    @ParameterizedTest
    @ValueSource(ints = {503, 404})
    void ownerThatCannotAnswerIsAskedAgain(int status) {
        owners.failOnceWith(status);

        promise();
        awaitRetry("HTTP_" + status);
        endPause();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    /** What an event spoke of is there, unless a database is restored from an older day. */
    @Test
    void unknownTicketIsAskedForAgain() {
        owners.forget(ticket);
        promise();
        awaitRetry("TICKET_UNKNOWN");

        knowTicket();
        endPause();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void unknownAuthorityIsAskedForAgain() {
        var body = ((ObjectNode) TICKETS.example(FORWARDED)).put("authority", "amt-spaeter-" + ticket);
        topics.publish("tickets", FORWARDED, ticket, 1, "KO", body.toString());
        awaitRetry("AUTHORITY_UNKNOWN");

        owners.know(
                "/internal/v1/directory/authorities/amt-spaeter-" + ticket,
                correspondence.objectNode().put("mailbox", authority));
        endPause();

        topics.await(ticket, "notifications", SENT);
        assertThat(mailsTo(authority)).hasSize(1);
    }
}
