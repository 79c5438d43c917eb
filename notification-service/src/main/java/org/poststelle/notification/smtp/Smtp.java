package org.poststelle.notification.smtp;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.UUID;
import org.poststelle.notification.smtp.MailSettings.StartTls;
import org.poststelle.notification.smtp.Outcome.Accepted;

/**
 * Hands emails to the mail server, each over a connection of its own that is kept for the next, and tells apart what certainly
 * failed from what may have arrived, and refusals of the email from refusals of us. The journal is a second recipient of the same
 * SMTP transaction: an email is taken for both or for neither.
 */
@Startup(1) // before anything reads an event
@ApplicationScoped
public class Smtp {

    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");

    private final MailSettings settings;
    private final Clock clock;
    private final Session session;
    private final IdleConnections connections;

    public Smtp(MailSettings settings, Clock clock) {
        settings.check();
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings));
        this.connections = new IdleConnections(clock);
    }

    /** The Message-ID of a mail job, the same in every attempt: by it a receiver can tell that a second copy is a copy. */
    public String messageId(UUID job) {
        return "<" + job + "@" + settings.from().domain() + ">";
    }

    /**
     * Makes one attempt. Blocks until the server answers or three quarters of the lease have passed in silence.
     *
     * @param messageId from {@link #messageId}, the same in every attempt
     * @param handOver runs when both recipients are accepted and before DATA, the first moment at which the server could
     *     take the email; when it throws, nothing is handed over and the exception passes through
     */
    public Outcome send(Email email, String messageId, Runnable handOver) {
        var kept = connections.idle().filter(SmtpConnection::isConnected);
        var connection = kept.orElseGet(() -> new SmtpConnection(session));
        var reusable = false;
        try {
            if (kept.isEmpty()) {
                connect(connection);
            }
            var outcome = connection.send(message(email, messageId), envelope(email), email.to(), handOver);
            reusable = outcome instanceof Accepted;
            return outcome;
        } catch (MessagingException failure) {
            return connection.outcome(failure, email.to());
        } finally {
            if (reusable) {
                connections.keep(connection);
            } else {
                connection.disconnect();
            }
        }
    }

    private void connect(SmtpConnection connection) throws MessagingException {
        var smtp = settings.smtp();
        connection.connect(
                smtp.host(),
                smtp.port(),
                smtp.user().orElse(null),
                smtp.password().orElse(null));
    }

    /** Closes connections that have waited for an email for longer than a few seconds. */
    public void closeExpired() {
        connections.closeExpired();
    }

    @PreDestroy
    void close() {
        connections.close();
    }

    private Address[] envelope(Email email) throws MessagingException {
        var journal = settings.journal().address();
        return journal.isEmpty()
                ? new Address[] {email.to().forEnvelope()}
                : new Address[] {email.to().forEnvelope(), journal.get().forEnvelope()};
    }

    private MimeMessage message(Email email, String messageId) throws MessagingException {
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        message.setFrom(settings.from().forEnvelope());
        message.setRecipient(RecipientType.TO, email.to().forEnvelope());
        message.setSubject(email.content().subject(), StandardCharsets.UTF_8.name());
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(GERMANY)));
        message.setContentLanguage(new String[] {email.language().toLanguageTag()});
        // as if all were replies to a first one that nobody got, so that it does not matter which arrives first (RFC
        // 5322, 3.6.4)
        var conversation =
                "<conversation." + email.conversation() + "@" + settings.from().domain() + ">";
        message.setHeader("In-Reply-To", conversation);
        message.setHeader("References", conversation);
        // RFC 3834 and its Exchange counterpart: automatic answers must not come back
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        setContent(message, email.content());
        message.saveChanges();
        return message;
    }

    /** Text, or text and HTML, the one to prefer last (RFC 2046, 5.1.4). No boundary can stand in a quoted-printable part: it has "=_". */
    private static void setContent(MimeMessage message, MailContent content) throws MessagingException {
        if (content.html() == null) {
            setText(message, content.text(), "plain");
            return;
        }
        var text = new MimeBodyPart();
        setText(text, content.text(), "plain");
        var html = new MimeBodyPart();
        setText(html, content.html(), "html");
        message.setContent(new MimeMultipart("alternative", text, html));
    }

    private static void setText(MimePart part, String text, String subtype) throws MessagingException {
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    }

    private static Properties properties(MailSettings settings) {
        var silence =
                String.valueOf(settings.lease().multipliedBy(3).dividedBy(4).toMillis());
        var tls = String.valueOf(settings.smtp().startTls() == StartTls.REQUIRED);
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", "10000");
        properties.setProperty("mail.smtp.timeout", silence);
        properties.setProperty("mail.smtp.writetimeout", silence);
        properties.setProperty("mail.smtp.starttls.enable", tls);
        properties.setProperty("mail.smtp.starttls.required", tls);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", MailServerTrust.socketFactory(settings));
        properties.setProperty(
                "mail.smtp.auth", String.valueOf(settings.smtp().user().isPresent()));
        properties.setProperty("mail.smtp.sendpartial", "false");
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }
}
