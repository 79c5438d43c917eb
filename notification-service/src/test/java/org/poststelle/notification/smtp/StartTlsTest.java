package org.poststelle.notification.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poststelle.localstack.server.MailServer;
import org.poststelle.notification.journal.Journal;
import org.poststelle.notification.journal.Journal.Proof;

/** Nothing is said to a mail server before the line is encrypted and the server has proved who it is: the settings of production. */
class StartTlsTest {

    private static final String USER = "poststelle";
    private static final String PASSWORD = "only-for-tests";

    private static MailServer server;
    private static Certificate certificate;
    private static Certificate elsewhere;
    private static StartTlsLine smtp;
    private static StartTlsLine imap;

    private final MailAddress citizen = new MailAddress(UUID.randomUUID() + "@koblenz.example");
    private final String messageId = "<" + UUID.randomUUID() + "@poststelle.example>";
    private final AtomicInteger handOvers = new AtomicInteger();

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException, InterruptedException {
        server = MailServer.start(0, 0);
        server.openMailbox("115@poststelle.example", USER, PASSWORD);
        server.openMailbox(MailSetup.JOURNAL, MailSetup.JOURNAL_USER, MailSetup.JOURNAL_PASSWORD);
        certificate = Certificate.of("localhost", directory);
        elsewhere = Certificate.of("mail.attacker.example", directory);
        smtp = StartTlsLine.to(server.smtpPort(), certificate.identity());
        imap = StartTlsLine.to(server.imapPort(), certificate.identity());
    }

    @AfterAll
    static void close() throws IOException {
        smtp.close();
        imap.close();
        server.close();
    }

    @Test
    void emailAndLoginAreEncrypted() {
        assertThat(send(smtp.port(), PASSWORD, Optional.of(certificate.pem()))).isEqualTo(new Outcome.Accepted());

        assertThat(server.received(citizen.value())).hasSize(1);
        assertThat(smtp.unencrypted()).allMatch(line -> line.startsWith("EHLO") || line.equals("STARTTLS"));
    }

    @Test
    void refusedLoginIsNotOneOfTheEmail() {
        assertThat(send(smtp.port(), "wrong", Optional.of(certificate.pem())))
                .isEqualTo(new Outcome.SenderRefused("LOGIN_REFUSED"));
        assertNothingArrived();
    }

    @Test
    void serverWithoutEncryptionGetsNeitherLoginNorEmail() {
        assertThat(send(server.smtpPort(), PASSWORD, Optional.of(certificate.pem())))
                .isEqualTo(new Outcome.SenderRefused("NO_TLS"));
        assertNothingArrived();
    }

    @Test
    void serverWithTheCertificateOfAnotherHostGetsNothing() throws IOException {
        try (var impostor = StartTlsLine.to(server.smtpPort(), elsewhere.identity())) {
            assertThat(send(impostor.port(), PASSWORD, Optional.of(elsewhere.pem())))
                    .isEqualTo(new Outcome.SenderRefused("NO_TLS"));
        }
        assertNothingArrived();
    }

    @Test
    void serverWithACertificateThatNobodyVouchesForGetsNothing() {
        assertThat(send(smtp.port(), PASSWORD, Optional.empty())).isEqualTo(new Outcome.SenderRefused("NO_TLS"));
        assertNothingArrived();
    }

    @Test
    void journalIsReadEncryptedWithItsOwnLogin() {
        send(smtp.port(), PASSWORD, Optional.of(certificate.pem()));

        var journal = journal(imap.port(), MailSetup.JOURNAL_PASSWORD, Optional.of(certificate.pem()));
        assertThat(journal.verify(messageId)).isEqualTo(Proof.FOUND);
        assertThat(journal.verify("<" + UUID.randomUUID() + "@poststelle.example>"))
                .isEqualTo(Proof.NOT_FOUND);
        assertThat(imap.unencrypted()).allMatch(line -> line.endsWith("CAPABILITY") || line.endsWith("STARTTLS"));
    }

    @Test
    void journalThatCannotBeTrustedProvesNothing() {
        var wrongPassword = journal(imap.port(), "wrong", Optional.of(certificate.pem()));
        var unknownIssuer = journal(imap.port(), MailSetup.JOURNAL_PASSWORD, Optional.of(elsewhere.pem()));
        var unencrypted = journal(server.imapPort(), MailSetup.JOURNAL_PASSWORD, Optional.of(certificate.pem()));

        assertThat(wrongPassword.verify(messageId)).isEqualTo(Proof.UNREACHABLE);
        assertThat(unknownIssuer.verify(messageId)).isEqualTo(Proof.UNREACHABLE);
        assertThat(unencrypted.verify(messageId)).isEqualTo(Proof.UNREACHABLE);
    }

    @Test
    void certificatesThatCannotBeReadAreRefusedAtTheStart() {
        assertThatThrownBy(() -> send(smtp.port(), PASSWORD, Optional.of(Path.of("missing.pem"))))
                .hasMessage("MAIL_CA_FILE must be a file of certificates (PEM).");
    }

    private Outcome send(int port, String password, Optional<Path> trusted) {
        var client = new Smtp(settings(port, 0, password, "", trusted), Clock.systemUTC());
        try {
            return client.send(
                    new Email(citizen, "Ihr Anliegen", "Guten Tag", Locale.GERMAN, UUID.randomUUID()),
                    messageId,
                    handOvers::incrementAndGet);
        } finally {
            client.close();
        }
    }

    private static Journal journal(int port, String password, Optional<Path> trusted) {
        return new Journal(settings(0, port, "", password, trusted), Clock.systemUTC());
    }

    private static MailSettings settings(
            int smtpPort, int imapPort, String password, String journalPassword, Optional<Path> trusted) {
        return new MailSetup.Settings(
                new MailAddress("115@poststelle.example"),
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                2,
                Duration.ofSeconds(1),
                Duration.ofDays(180),
                trusted,
                new MailSetup.SmtpServer(
                        "localhost",
                        smtpPort,
                        MailSettings.StartTls.REQUIRED,
                        Optional.of(USER),
                        Optional.of(password)),
                new MailSetup.ImapServer(
                        Optional.of(new MailAddress(MailSetup.JOURNAL)),
                        Optional.of("localhost"),
                        imapPort,
                        MailSettings.StartTls.REQUIRED,
                        Optional.of(MailSetup.JOURNAL_USER),
                        Optional.of(journalPassword)));
    }

    private void assertNothingArrived() {
        assertThat(handOvers).hasValue(0);
        assertThat(server.received(citizen.value())).isEmpty();
    }
}
