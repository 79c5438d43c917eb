package org.poststelle.notification.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.MessageIDTerm;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.poststelle.notification.smtp.MailServerTrust;
import org.poststelle.notification.smtp.MailSettings;
import org.poststelle.notification.smtp.MailSettings.JournalServer;
import org.poststelle.notification.smtp.MailSettings.StartTls;

/**
 * The service's own mailbox, second recipient of every email. An email is in it exactly if the mail server took it, so it
 * answers the one question an SMTP client cannot: was an email taken whose answer got lost? The copies are personal data
 * and are removed as soon as their jobs are settled.
 */
@ApplicationScoped
public class Journal {

    /** What the journal says about an email. */
    public enum Proof {
        FOUND,
        NOT_FOUND,
        UNREACHABLE,
        NOT_KEPT
    }

    private static final Logger LOG = Logger.getLogger(Journal.class);

    /** No copy stays longer, not even one whose job is unknown. */
    private static final Duration LONGEST_STAY = Duration.ofDays(7);

    private static final int LOOKED_AT_ONCE = 500;

    private final JournalServer server;
    private final Clock clock;
    private final Session session;
    private volatile int next = 1;

    public Journal(MailSettings settings, Clock clock) {
        this.server = settings.journal();
        this.clock = clock;
        this.session = Session.getInstance(properties(settings));
    }

    public boolean isKept() {
        return server.address().isPresent();
    }

    /** Whether the mail server took the email with this Message-ID. */
    public Proof verify(String messageId) {
        if (!isKept()) {
            return Proof.NOT_KEPT;
        }
        try (var store = connect();
                var inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            return inbox.search(new MessageIDTerm(messageId)).length > 0 ? Proof.FOUND : Proof.NOT_FOUND;
        } catch (MessagingException unreachable) {
            warn(unreachable);
            return Proof.UNREACHABLE;
        }
    }

    /**
     * Removes copies that are no longer needed from the next part of the mailbox. It comes round to the whole of it in time,
     * also when the mails of strangers lie in front.
     *
     * @param settled tells which of these Message-IDs belong to jobs that need no proof any more
     */
    public void purge(UnaryOperator<Set<String>> settled) {
        try (var store = connect();
                var inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_WRITE); // closing it removes what is flagged
            var held = inbox.getMessageCount();
            var first = next <= held ? next : 1;
            var last = Math.min(held, first + LOOKED_AT_ONCE - 1);
            var copies = copies(inbox, first, last);
            var done = settled.apply(Set.copyOf(copies.values()));
            var outdated = clock.instant().minus(LONGEST_STAY);
            var removed = new ArrayList<Message>();
            for (var copy : copies.entrySet()) {
                var received = copy.getKey().getReceivedDate();
                if (done.contains(copy.getValue())
                        || (received != null && received.toInstant().isBefore(outdated))) {
                    removed.add(copy.getKey());
                }
            }
            inbox.setFlags(removed.toArray(Message[]::new), new Flags(Flag.DELETED), true);
            next = last == held ? 1 : last + 1 - removed.size();
        } catch (MessagingException unreachable) {
            warn(unreachable);
        }
    }

    private Store connect() throws MessagingException {
        var store = session.getStore("imap");
        store.connect(
                server.host().orElseThrow(),
                server.port(),
                server.user().orElseThrow(),
                server.password().orElseThrow());
        return store;
    }

    /** The messages from the first to the last number, with their Message-IDs. */
    private static Map<Message, String> copies(Folder inbox, int first, int last) throws MessagingException {
        var messages = inbox.getMessages(first, last);
        var profile = new FetchProfile();
        profile.add(FetchProfile.Item.ENVELOPE);
        inbox.fetch(messages, profile);
        var copies = new LinkedHashMap<Message, String>();
        for (var message : messages) {
            copies.put(message, String.valueOf(((MimeMessage) message).getMessageID()));
        }
        return copies;
    }

    private static void warn(MessagingException unreachable) {
        LOG.warnf(
                "The journal mailbox cannot be read: %s", unreachable.getClass().getSimpleName());
    }

    private static Properties properties(MailSettings settings) {
        var tls = String.valueOf(settings.journal().startTls() == StartTls.REQUIRED);
        var properties = new Properties();
        properties.setProperty("mail.imap.connectiontimeout", "10000");
        properties.setProperty("mail.imap.timeout", "30000");
        properties.setProperty("mail.imap.writetimeout", "30000");
        properties.setProperty("mail.imap.starttls.enable", tls);
        properties.setProperty("mail.imap.starttls.required", tls);
        properties.setProperty("mail.imap.ssl.checkserveridentity", "true");
        properties.put("mail.imap.ssl.socketFactory", MailServerTrust.socketFactory(settings));
        return properties;
    }
}
