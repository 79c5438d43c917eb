package org.poststelle.notification.post;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.post.MailSettings.StartTls;
import org.poststelle.notification.post.Outcome.Accepted;
import org.poststelle.notification.post.Outcome.Deferred;
import org.poststelle.notification.post.Outcome.Indeterminate;
import org.poststelle.notification.post.Outcome.Refused;

/**
 * Hands letters to the mail server, one connection each, and tells apart what surely failed from what may have arrived.
 * The journal is a second recipient of the same SMTP transaction: a letter is taken for both or for neither.
 */
@Startup(1) // before anything reads an event
@ApplicationScoped
public class Smtp {

    /** Replies that ask for authentication; they are about our settings and not about the letter (RFC 4954, section 6). */
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

    /** The Message-ID that a mail job keeps for life: a receiver can tell by it that a second copy is a copy. */
    public String messageId(UUID job) {
        return "<" + job + "@" + settings.from().domain() + ">";
    }

    /**
     * Makes one attempt. Blocks until the server answers or three quarters of the lease have passed in silence.
     *
     * @param messageId from {@link #messageId}, the same in every attempt
     * @param handOver runs when both recipients are accepted and before DATA, the first moment at which the server could
     *     take the letter; when it throws, nothing is handed over and the exception passes through
     */
    public Outcome send(Email letter, String messageId, Runnable handOver) {
        var attempt = new Attempt(session, handOver);
        var smtp = settings.smtp();
        try {
            attempt.connect(
                    smtp.host(),
                    smtp.port(),
                    smtp.user().orElse(null),
                    smtp.password().orElse(null));
            attempt.sendMessage(message(letter, messageId), envelope(letter));
            return new Accepted();
        } catch (MessagingException failure) {
            return attempt.outcome(failure, letter.to());
        } finally {
            attempt.hangUp();
        }
    }

    private Address[] envelope(Email letter) throws MessagingException {
        var journal = settings.journal().address();
        return journal.isEmpty()
                ? new Address[] {letter.to().forEnvelope()}
                : new Address[] {letter.to().forEnvelope(), journal.get().forEnvelope()};
    }

    private MimeMessage message(Email letter, String messageId) throws MessagingException {
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        message.setFrom(settings.from().forEnvelope());
        message.setRecipient(RecipientType.TO, letter.to().forEnvelope());
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(GERMANY)));
        message.setContentLanguage(new String[] {letter.language().toLanguageTag()});
        // RFC 3834 and its Exchange counterpart: automatic answers must not come back
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
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

    /** One connection, which knows whether the letter was handed over. */
    private static final class Attempt extends SMTPTransport {

        private static final int GO_AHEAD = 354;

        private final Runnable handOver;
        private boolean handedOver;
        private int verdict;

        Attempt(Session session, Runnable handOver) {
            super(session, new URLName("smtp", null, -1, null, null, null));
            this.handOver = handOver;
        }

        @Override
        protected OutputStream data() throws MessagingException {
            handOver.run();
            handedOver = true;
            return super.data();
        }

        /** Keeps the first word on the letter itself: a line that breaks after it hides it from the exception. */
        @Override
        protected int readServerResponse() throws MessagingException {
            var reply = super.readServerResponse();
            if (handedOver && verdict == 0 && reply != GO_AHEAD) {
                verdict = reply;
            }
            return reply;
        }

        /** An explicit refusal is certain whenever it comes; silence is certain only before the hand-over. */
        Outcome outcome(MessagingException failure, MailAddress recipient) {
            var reply = handedOver ? verdict : refusal(failure, recipient);
            if (reply >= 500 && !AUTHENTICATION.contains(reply)) {
                return new Refused("SMTP_" + reply);
            }
            if (reply >= 400) {
                return new Deferred("SMTP_" + reply);
            }
            if (handedOver) {
                return new Indeterminate("NO_REPLY");
            }
            return new Deferred(
                    failure.getNextException() instanceof SMTPAddressFailedException
                            ? "JOURNAL_REFUSED"
                            : "NOT_CONNECTED");
        }

        /** The code the server has refused the letter with, or 0. A refusal of the journal is not one of the letter. */
        private static int refusal(MessagingException failure, MailAddress recipient) {
            for (@Nullable Exception cause = failure;
                    cause instanceof MessagingException step;
                    cause = step.getNextException()) {
                if (step instanceof SMTPAddressFailedException refused && isTo(recipient, refused.getAddress())) {
                    return refused.getReturnCode();
                }
                if (step instanceof SMTPSendFailedException refused) {
                    return refused.getReturnCode();
                }
            }
            return 0;
        }

        private static boolean isTo(MailAddress recipient, InternetAddress address) {
            return recipient.value().equals(address.getAddress());
        }

        /** What goes wrong after the answer does not change the answer. */
        void hangUp() {
            try {
                close();
            } catch (MessagingException _) {
                // the server has hung up first
            }
        }
    }
}
