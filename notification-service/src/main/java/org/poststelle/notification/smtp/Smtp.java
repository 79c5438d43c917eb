package org.poststelle.notification.smtp;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.smtp.MailSettings.StartTls;
import org.poststelle.notification.smtp.Outcome.Accepted;
import org.poststelle.notification.smtp.Outcome.Deferred;
import org.poststelle.notification.smtp.Outcome.Indeterminate;
import org.poststelle.notification.smtp.Outcome.Refused;
import org.poststelle.notification.smtp.Outcome.SenderRefused;

/**
 * Hands emails to the mail server, one connection each, and tells apart what certainly failed from what may have arrived, and
 * refusals of the email from refusals of us. The journal is a second recipient of the same SMTP transaction: an email is taken for
 * both or for neither.
 */
@Startup(1) // before anything reads an event
@ApplicationScoped
public class Smtp {

    /** Replies that ask for authentication: they are about our login and not about the email (RFC 4954, section 6). */
    private static final Set<Integer> AUTHENTICATION = Set.of(530, 534, 535, 538);

    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");

    private final MailSettings settings;
    private final Clock clock;
    private final Session session;

    public Smtp(MailSettings settings, Clock clock) {
        settings.check();
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings));
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
        var attempt = new Attempt(session, handOver);
        var smtp = settings.smtp();
        try {
            attempt.connect(
                    smtp.host(),
                    smtp.port(),
                    smtp.user().orElse(null),
                    smtp.password().orElse(null));
            attempt.sendMessage(message(email, messageId), envelope(email));
            return new Accepted();
        } catch (MessagingException failure) {
            return attempt.outcome(failure, email.to());
        } finally {
            attempt.disconnect();
        }
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
        message.setSubject(email.subject(), StandardCharsets.UTF_8.name());
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(GERMANY)));
        message.setContentLanguage(new String[] {email.language().toLanguageTag()});
        // RFC 3834 and its Exchange counterpart: automatic answers must not come back
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setText(email.text(), StandardCharsets.UTF_8.name());
        message.setHeader("Content-Transfer-Encoding", "quoted-printable");
        message.saveChanges();
        return message;
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
        properties.setProperty(
                "mail.smtp.auth", String.valueOf(settings.smtp().user().isPresent()));
        properties.setProperty("mail.smtp.sendpartial", "false");
        properties.setProperty("mail.smtp.quitwait", "false");
        return properties;
    }

    /** One connection, which knows how far the conversation has come. */
    private static final class Attempt extends SMTPTransport {

        private static final int READY = 220;
        private static final int COMPLETED = 250;
        private static final int GO_AHEAD = 354;

        private final Runnable handOver;
        private boolean loggedIn;
        private boolean handedOver;
        private int verdict;

        Attempt(Session session, Runnable handOver) {
            super(session, new URLName("smtp", null, -1, null, null, null));
            this.handOver = handOver;
        }

        @Override
        protected synchronized boolean protocolConnect(
                String host, int port, @Nullable String user, @Nullable String password) throws MessagingException {
            loggedIn = super.protocolConnect(host, port, user, password);
            return loggedIn;
        }

        @Override
        protected OutputStream data() throws MessagingException {
            handOver.run();
            handedOver = true;
            return super.data();
        }

        /** Keeps the first reply about the email itself: a connection that breaks after it hides it from the exception. */
        @Override
        protected int readServerResponse() throws MessagingException {
            var reply = super.readServerResponse();
            if (handedOver && verdict == 0 && reply != GO_AHEAD) {
                verdict = reply;
            }
            return reply;
        }

        /** An explicit refusal is certain whenever it comes; silence is certain only before the handover. */
        Outcome outcome(MessagingException failure, MailAddress recipient) {
            if (!loggedIn) {
                return notConnected(failure);
            }
            if (handedOver) {
                return verdict < 400 ? new Indeterminate("NO_REPLY") : ofReply(verdict, new Refused("SMTP_" + verdict));
            }
            return beforeHandover(failure, recipient);
        }

        /** Before the login the server cannot have an opinion on the email. */
        private Outcome notConnected(MessagingException failure) {
            if (failure instanceof AuthenticationFailedException) {
                return new SenderRefused("LOGIN_REFUSED");
            }
            var reply = getLastReturnCode();
            if (hasCause(failure, SSLException.class) || (isPositive(reply) && !hasCause(failure, IOException.class))) {
                return new SenderRefused("NO_TLS");
            }
            return reply >= 500 ? new SenderRefused("SMTP_" + reply) : new Deferred("NOT_CONNECTED");
        }

        private static boolean isPositive(int reply) {
            return reply == READY || reply == COMPLETED;
        }

        private static Outcome beforeHandover(MessagingException failure, MailAddress recipient) {
            for (@Nullable Exception cause = failure;
                    cause instanceof MessagingException step;
                    cause = step.getNextException()) {
                switch (step) {
                    case SMTPAddressFailedException refused
                    when isTo(recipient, refused.getAddress()) -> {
                        return ofReply(refused.getReturnCode(), new Refused("SMTP_" + refused.getReturnCode()));
                    }
                    // to MAIL FROM: the recipients have exceptions of their own, and DATA comes after the handover
                    case SMTPSendFailedException refused -> {
                        return ofReply(refused.getReturnCode(), new SenderRefused("SMTP_" + refused.getReturnCode()));
                    }
                    default -> {}
                }
            }
            return new Deferred(
                    failure.getNextException() instanceof SMTPAddressFailedException
                            ? "JOURNAL_REFUSED"
                            : "NOT_CONNECTED");
        }

        private static Outcome ofReply(int reply, Outcome whenForGood) {
            if (AUTHENTICATION.contains(reply)) {
                return new SenderRefused("SMTP_" + reply);
            }
            if (reply >= 500) {
                return whenForGood;
            }
            return new Deferred(reply >= 400 ? "SMTP_" + reply : "NOT_CONNECTED");
        }

        private static boolean isTo(MailAddress recipient, InternetAddress address) {
            return recipient.value().equals(address.getAddress());
        }

        private static boolean hasCause(MessagingException failure, Class<? extends Exception> type) {
            for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (type.isInstance(cause)) {
                    return true;
                }
            }
            return false;
        }

        /** What goes wrong after the answer does not change the answer. */
        void disconnect() {
            try {
                close();
            } catch (MessagingException _) {
                // the server closed the connection first
            }
        }
    }
}
