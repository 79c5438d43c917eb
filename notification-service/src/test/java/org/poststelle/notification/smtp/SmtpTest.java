package org.poststelle.notification.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.Ports;
import org.poststelle.notification.journal.Journal;
import org.poststelle.notification.journal.Journal.Proof;
import org.poststelle.testenvironment.UnreliableLine.Fault;

class SmtpTest {

    private static MailSetup setup;

    private final MailAddress citizen = new MailAddress(UUID.randomUUID() + "@koblenz.example");
    private final String messageId = "<" + UUID.randomUUID() + "@poststelle.example>";
    private final UUID conversation = UUID.randomUUID();
    private final AtomicInteger handOvers = new AtomicInteger();

    @BeforeAll
    static void open() {
        setup = new MailSetup();
    }

    @AfterAll
    static void close() throws IOException {
        setup.close();
    }

    private Outcome send(String subject, String text) {
        return setup.smtp.send(
                new Email(citizen, subject, text, Locale.GERMAN, conversation), messageId, handOvers::incrementAndGet);
    }

    private Outcome send() {
        return send("Ihr Anliegen", "Guten Tag");
    }

    @Test
    void emailArrivesForTheRecipientAndTheJournal() {
        var first = "<conversation." + conversation + "@poststelle.example>";

        var outcome = send("Ihr Anliegen: Straßenbäume (größer)", "Grüße aus Köln\n.\nvon „uns“ 🌳\n");

        assertThat(outcome).isEqualTo(new Outcome.Accepted());
        assertThat(setup.server.received(citizen.value())).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Ihr Anliegen: Straßenbäume (größer)");
            assertThat(mail.text().replace("\r\n", "\n").strip()).isEqualTo("Grüße aus Köln\n.\nvon „uns“ 🌳");
            assertThat(mail.from()).isEqualTo("115@poststelle.example");
            assertThat(mail.to()).containsExactly(citizen.value());
            assertThat(mail.messageId()).isEqualTo(messageId);
            assertThat(mail.headers())
                    .containsEntry("In-Reply-To", first)
                    .containsEntry("References", first)
                    .containsEntry("Auto-Submitted", "auto-generated")
                    .containsEntry("X-Auto-Response-Suppress", "All")
                    .containsEntry("Content-Language", "de")
                    .containsEntry("Content-Type", "text/plain; charset=UTF-8")
                    .containsKey("Date")
                    .doesNotContainKeys("Bcc", "Cc");
        });
        assertThat(setup.server.received(MailSetup.JOURNAL))
                .filteredOn(mail -> mail.messageId().equals(messageId))
                .hasSize(1);
        assertThat(handOvers).hasValue(1);
    }

    @Test
    void textAndHtmlTravelAsAlternativesWithTheTextFirst() throws MessagingException, IOException {
        var text = "Größe = 1\n------=_Part_0\n" + "lang ".repeat(40) + "\n.\nEnde\n";
        var html = "<p>Größe = 1 \u2014 " + "lang ".repeat(300) + "</p>\n.\n<p>Ende</p>\n";
        var content = new MailContent("Ihr Anliegen", text, html);

        var outcome = setup.smtp.send(
                new Email(citizen, content, Locale.GERMAN, conversation), messageId, handOvers::incrementAndGet);

        assertThat(outcome).isEqualTo(new Outcome.Accepted());
        var message = setup.messageOnWire(messageId);
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        assertThat(message.getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(message.getHeader("Content-Language")).containsExactly("de");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertPart(parts.getBodyPart(0), "text/plain", text);
        assertPart(parts.getBodyPart(1), "text/html", html);
        assertThat(wireOfThisEmail())
                .allSatisfy(line -> assertThat(line)
                        .as("ASCII in lines of 76 characters, headers of 998 (RFC 5322, RFC 2045)")
                        .matches("\\p{ASCII}{0,998}"));
        assertThat(bodyOnWire()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
    }

    private static void assertPart(BodyPart part, String type, String content) throws MessagingException, IOException {
        assertThat(part.getContentType()).isEqualTo(type + "; charset=UTF-8");
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
        assertThat(part.getContent().toString().replace("\r\n", "\n")).isEqualTo(content);
    }

    private List<String> bodyOnWire() {
        var wire = wireOfThisEmail();
        return wire.subList(wire.indexOf(""), wire.size());
    }

    @Test
    void htmlCannotEndTheEmailOrCarryControlCharacters() throws MessagingException, IOException {
        var content = new MailContent("a", "b", "<p>\r\n.\r\nQUIT\r\n\u0000\u001b</p>");

        assertThat(setup.smtp.send(
                        new Email(citizen, content, Locale.GERMAN, conversation),
                        messageId,
                        handOvers::incrementAndGet))
                .isEqualTo(new Outcome.Accepted());

        var parts = (MimeMultipart) setup.messageOnWire(messageId).getContent();
        assertThat(parts.getBodyPart(1).getContent().toString().replace("\r\n", "\n"))
                .isEqualTo("<p>\n.\nQUIT\n </p>");
        assertThat(setup.server.received(citizen.value())).hasSize(1);
    }

    @Test
    void emailsFollowEachOtherOverOneConnection() {
        send();
        var opened = setup.line.connections();

        assertThat(List.of(send(), send(), send())).containsOnly(new Outcome.Accepted());

        assertThat(setup.line.connections()).isEqualTo(opened);
        assertThat(setup.server.received(citizen.value())).hasSize(4);
    }

    @Test
    void connectionThatTheServerClosedMeanwhileIsOpenedAnew() {
        send();
        setup.line.cut();

        assertThat(send()).isEqualTo(new Outcome.Accepted());
        assertThat(setup.server.received(citizen.value())).hasSize(2);
    }

    @Test
    void lostReplyIsNotTakenForThatOfTheEmailBefore() {
        send();
        setup.line.breakWith(Fault.DEFER_CONNECTION);

        assertThat(send()).isEqualTo(new Outcome.Deferred("NOT_CONNECTED"));
        assertThat(setup.server.received(citizen.value())).hasSize(1);
    }

    @Test
    void everyAttemptHasTheSameMessageId() {
        setup.line.breakWith(Fault.DEFER_EMAIL);

        assertThat(send()).isEqualTo(new Outcome.Deferred("SMTP_451"));
        assertThat(send()).isEqualTo(new Outcome.Accepted());
        assertThat(setup.line.wire())
                .filteredOn(line -> line.contains(messageId))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "DEFER_RECIPIENT, SMTP_450, 0",
        "REFUSE_JOURNAL, JOURNAL_REFUSED, 0",
        "DEFER_CONNECTION, NOT_CONNECTED, 0",
        "DEFER_SENDER, SMTP_451, 0",
        "BREAK_BEFORE_EMAIL, NOT_CONNECTED, 0",
        "DEFER_EMAIL, SMTP_451, 1",
    })
    void emailThatWasCertainlyNotTakenIsDeferred(Fault fault, String cause, int handedOver) {
        setup.line.breakWith(fault);

        assertThat(send()).isEqualTo(new Outcome.Deferred(cause));
        assertThat(handOvers).hasValue(handedOver);
        assertNothingArrived();
    }

    @ParameterizedTest
    @CsvSource({"REFUSE_RECIPIENT, SMTP_550", "REFUSE_EMAIL, SMTP_554"})
    void refusalOfTheRecipientOrContentIsFinal(Fault fault, String cause) {
        setup.line.breakWith(fault);

        assertThat(send()).isEqualTo(new Outcome.Refused(cause));
        assertNothingArrived();
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSE_CONNECTION, SMTP_554",
        "REFUSE_CLIENT, SMTP_550",
        "REFUSE_SENDER, SMTP_550",
        "DEMAND_LOGIN, SMTP_530"
    })
    void refusalOfUsIsNotOneOfTheEmail(Fault fault, String cause) {
        setup.line.breakWith(fault);

        assertThat(send()).isEqualTo(new Outcome.SenderRefused(cause));
        assertThat(handOvers).hasValue(0);
        assertNothingArrived();
    }

    @Test
    void unavailableServerDefersTheEmail() {
        var elsewhere = new Smtp(
                setup.settings(Ports.anyFree(), Optional.of(new MailAddress(MailSetup.JOURNAL))), Clock.systemUTC());

        assertThat(elsewhere.send(
                        new Email(citizen, "a", "b", Locale.GERMAN, conversation),
                        messageId,
                        handOvers::incrementAndGet))
                .isEqualTo(new Outcome.Deferred("NOT_CONNECTED"));
        assertThat(handOvers).hasValue(0);
    }

    @Test
    void journalProvesAnEmailWhoseReplyWasLost() {
        setup.line.breakWith(Fault.LOSE_REPLY);

        assertThat(send()).isEqualTo(new Outcome.Indeterminate("NO_REPLY"));
        assertThat(setup.journal.verify(messageId)).isEqualTo(Proof.FOUND);
        assertThat(setup.server.received(citizen.value())).hasSize(1);
    }

    @Test
    void journalProvesThatALostEmailWasNotTaken() {
        setup.line.breakWith(Fault.LOSE_EMAIL);

        assertThat(send()).isEqualTo(new Outcome.Indeterminate("NO_REPLY"));
        assertThat(setup.journal.verify(messageId)).isEqualTo(Proof.NOT_FOUND);
        assertNothingArrived();
    }

    @Test
    void lateReplyCounts() {
        setup.line.breakWith(Fault.DELAY_REPLY);

        assertThat(send()).isEqualTo(new Outcome.Accepted());
    }

    @Test
    void workerWithoutItsJobHandsNothingOver() {
        var email = new Email(citizen, "a", "b", Locale.GERMAN, conversation);

        assertThatThrownBy(() -> setup.smtp.send(email, messageId, () -> {
                    throw new IllegalStateException("lost");
                }))
                .hasMessage("lost");
        assertNothingArrived();
    }

    @Test
    void settledCopiesLeaveTheJournal() {
        send();
        var kept = "<" + UUID.randomUUID() + "@poststelle.example>";
        setup.smtp.send(new Email(citizen, "a", "b", Locale.GERMAN, conversation), kept, () -> {});

        setup.journal.purge(held -> Set.of(messageId));

        assertThat(setup.journal.verify(messageId)).isEqualTo(Proof.NOT_FOUND);
        assertThat(setup.journal.verify(kept)).isEqualTo(Proof.FOUND);
    }

    @Test
    void noCopyStaysInTheJournalForMoreThanSevenDays() {
        send();
        var sixDaysLater = new Journal(setup.settings, Clock.offset(Clock.systemUTC(), Duration.ofDays(6)));
        var eightDaysLater = new Journal(setup.settings, Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));

        sixDaysLater.purge(held -> Set.of());
        assertThat(setup.journal.verify(messageId)).isEqualTo(Proof.FOUND);
        eightDaysLater.purge(held -> Set.of());
        assertThat(setup.journal.verify(messageId)).isEqualTo(Proof.NOT_FOUND);
    }

    /** Everybody may write to a mailbox. */
    @Test
    void emailsOfStrangersDoNotKeepSettledCopiesInTheJournal() throws IOException, MessagingException {
        try (var flooded = new MailSetup()) {
            flooded.floodJournal(501);
            flooded.smtp.send(new Email(citizen, "a", "b", Locale.GERMAN, conversation), messageId, () -> {});

            flooded.journal.purge(held -> Set.of(messageId));
            flooded.journal.purge(held -> Set.of(messageId));

            assertThat(flooded.journal.verify(messageId)).isEqualTo(Proof.NOT_FOUND);
        }
    }

    /** Every way a line may end somewhere, followed by what an attacker would like to see as a header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ticket\nBcc: evil@attacker.example",
                "Ticket\rBcc: evil@attacker.example",
                "Ticket\r\nBcc: evil@attacker.example",
                "Ticket\r\n\r\nBcc: evil@attacker.example",
                "Ticket\u0000\nBcc: evil@attacker.example",
                "Ticket\u000b\u000cBcc: evil@attacker.example",
                "Ticket\u0085Bcc: evil@attacker.example",
                "Ticket\u2028Bcc: evil@attacker.example",
                "Ticket\u2029Bcc: evil@attacker.example",
                "Grüße\nBcc: evil@attacker.example",
                "Ticket =?utf-8?q?=0ABcc=3A_evil=40attacker.example?="
            })
    void subjectCannotStartAnotherHeader(String subject) {
        assertThat(send(subject, "Guten Tag")).isEqualTo(new Outcome.Accepted());

        assertThat(wireOfThisEmail()).noneMatch(line -> line.startsWith("Bcc") || line.startsWith("bcc"));
        assertThat(setup.server.received("evil@attacker.example")).isEmpty();
        assertThat(setup.server.received(citizen.value()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text().strip()).isEqualTo("Guten Tag"));
    }

    @Test
    void textCannotEndTheEmail() {
        var smuggled = "eins\n.\nMAIL FROM:<evil@attacker.example>\r\n.\r\nQUIT\r\nzwei";

        assertThat(send("Ihr Anliegen", smuggled)).isEqualTo(new Outcome.Accepted());

        assertThat(setup.server.received(citizen.value()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text().replace("\r\n", "\n").strip())
                        .isEqualTo(smuggled.replace("\r\n", "\n")));
    }

    @Test
    void controlCharactersDoNotReachTheWire() {
        var all = IntStream.rangeClosed(0, 0x9f)
                .filter(Character::isISOControl)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        assertThat(send("a" + all + "b", "a" + all + "b")).isEqualTo(new Outcome.Accepted());

        assertThat(String.join("", wireOfThisEmail()).chars().filter(Character::isISOControl))
                .isEmpty();
        assertThat(setup.server.received(citizen.value()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("a b"));
    }

    private List<String> wireOfThisEmail() {
        var wire = setup.line.wire();
        var from = IntStream.range(0, wire.size())
                .filter(at -> wire.get(at).contains(citizen.value()))
                .findFirst()
                .orElseThrow();
        return wire.subList(from, wire.size());
    }

    private void assertNothingArrived() {
        assertThat(setup.server.received(citizen.value())).isEmpty();
        assertThat(setup.journal.verify(messageId)).isEqualTo(Proof.NOT_FOUND);
    }
}
