package org.poststelle.notification.smtp;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.smtp.Outcome.Accepted;
import org.poststelle.notification.smtp.Outcome.Deferred;
import org.poststelle.notification.smtp.Outcome.Indeterminate;
import org.poststelle.notification.smtp.Outcome.Refused;
import org.poststelle.notification.smtp.Outcome.SenderRefused;

/** A connection to the mail server for one email after the other, which knows how far the conversation about each has come. */
final class SmtpConnection extends SMTPTransport {

    /** Replies that ask for authentication: they are about our login and not about the email (RFC 4954, section 6). */
    private static final Set<Integer> AUTHENTICATION = Set.of(530, 534, 535, 538);

    private static final int READY = 220;
    private static final int COMPLETED = 250;
    private static final int GO_AHEAD = 354;

    private boolean loggedIn;
    private Runnable handOver = () -> {};
    private boolean handedOver;
    private int verdict;

    SmtpConnection(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    /**
     * Makes one attempt to send an email over this connection.
     *
     * @param message the email
     * @param envelope its recipients; the first one is the email's own
     * @param handOver runs before DATA; when it throws, nothing is handed over and the exception passes through
     */
    Outcome send(MimeMessage message, Address[] envelope, MailAddress recipient, Runnable handOver) {
        this.handOver = handOver;
        handedOver = false;
        verdict = 0;
        try {
            sendMessage(message, envelope);
            return new Accepted();
        } catch (MessagingException failure) {
            return outcome(failure, recipient);
        }
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

    /** What a failed connection or attempt means: an explicit refusal is certain whenever it comes, silence only before the handover. */
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
                failure.getNextException() instanceof SMTPAddressFailedException ? "JOURNAL_REFUSED" : "NOT_CONNECTED");
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
