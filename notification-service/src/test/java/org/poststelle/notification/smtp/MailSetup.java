package org.poststelle.notification.smtp;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.poststelle.localstack.server.MailServer;
import org.poststelle.notification.journal.Journal;
import org.poststelle.testenvironment.UnreliableLine;

/** A real mail server behind an unreliable line, and the settings to use it. */
public final class MailSetup implements AutoCloseable {

    public static final String JOURNAL = "journal@poststelle.example";
    public static final String JOURNAL_USER = "journal";
    public static final String JOURNAL_PASSWORD = "only-for-tests";

    final MailServer server = MailServer.start(0, 0);
    final UnreliableLine line = UnreliableLine.to(server.smtpPort());
    final SilentLine journalLine = SilentLine.to(server.imapPort());
    final MailSettings settings = settings(line.port(), Optional.of(new MailAddress(JOURNAL)));
    final Smtp smtp = new Smtp(settings, Clock.systemUTC());
    final Journal journal = new Journal(settings, Clock.systemUTC());

    public MailSetup() {
        server.openMailbox(JOURNAL, JOURNAL_USER, JOURNAL_PASSWORD);
    }

    public MailServer server() {
        return server;
    }

    public UnreliableLine line() {
        return line;
    }

    /** The line to the journal. */
    public SilentLine journalLine() {
        return journalLine;
    }

    /**
     * A message as it was handed over for the first time. Messages that travel at the same time would be mixed up: the caller sends one
     * after the other.
     */
    MimeMessage messageOnWire(String messageId) throws MessagingException {
        var wire = line.wire();
        var named = wire.indexOf("Message-ID: " + messageId);
        var from = wire.subList(0, named).lastIndexOf("DATA") + 1;
        var to = named + wire.subList(named, wire.size()).indexOf(".");
        var message = wire.subList(from, to).stream()
                .map(line -> line.startsWith("..") ? line.substring(1) : line)
                .collect(Collectors.joining("\r\n", "", "\r\n"));
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
    }

    /** Puts at least so many mails of strangers into the journal. */
    void floodJournal(int mails) throws MessagingException {
        var session = Session.getInstance(new Properties());
        var stranger = new MimeMessage(session);
        stranger.setText("Guten Tag");
        try (var store = session.getStore("imap")) {
            store.connect("localhost", server.imapPort(), JOURNAL_USER, JOURNAL_PASSWORD);
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                inbox.appendMessages(new Message[] {stranger});
                while (inbox.getMessageCount() < mails) {
                    inbox.copyMessages(inbox.getMessages(), inbox); // twice as many in one command
                }
            }
        }
    }

    MailSettings settings(int smtpPort, Optional<MailAddress> journal) {
        return new Settings(
                new MailAddress("115@poststelle.example"),
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                2,
                Duration.ofSeconds(1),
                Duration.ofDays(180),
                Optional.empty(),
                new SmtpServer(
                        "localhost", smtpPort, MailSettings.StartTls.DISABLED, Optional.empty(), Optional.empty()),
                new ImapServer(
                        journal,
                        Optional.of("localhost"),
                        server.imapPort(),
                        MailSettings.StartTls.DISABLED,
                        Optional.of(JOURNAL_USER),
                        Optional.of(JOURNAL_PASSWORD)));
    }

    @Override
    public void close() throws IOException {
        line.close();
        journalLine.close();
        server.close();
    }

    record Settings(
            MailAddress from,
            Duration lease,
            Duration proofDelay,
            int parallel,
            Duration journalPurge,
            Duration keepSettled,
            Optional<Path> trustedCertificates,
            Server smtp,
            JournalServer journal)
            implements MailSettings {}

    record SmtpServer(
            String host, int port, MailSettings.StartTls startTls, Optional<String> user, Optional<String> password)
            implements MailSettings.Server {}

    record ImapServer(
            Optional<MailAddress> address,
            Optional<String> host,
            int port,
            MailSettings.StartTls startTls,
            Optional<String> user,
            Optional<String> password)
            implements MailSettings.JournalServer {}
}
