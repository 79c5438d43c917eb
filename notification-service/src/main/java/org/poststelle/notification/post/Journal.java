package org.poststelle.notification.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.FetchProfile;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.poststelle.notification.post.PostSettings.JournalServer;
import org.poststelle.notification.post.PostSettings.StartTls;

/**
 * The service's own mailbox, second recipient of every letter. A letter is in it exactly if the mail server took it, so it
 * answers the one question an SMTP client cannot: was a letter taken whose answer got lost? The copies are personal data
 * and are removed as soon as their jobs are settled.
 */
@ApplicationScoped
public class Journal {

    /** What the journal says about a letter. */
    public enum Proof {
        FOUND,
        NOT_FOUND,
        UNREACHABLE,
        NOT_KEPT
    }

    private static final Logger LOG = Logger.getLogger(Journal.class);

    /** No copy stays longer, not even one whose job is unknown. */
    private static final Duration LONGEST_STAY = Duration.ofDays(7);

    private static final int PURGED_AT_ONCE = 500;

    private final JournalServer server;
    private final Clock clock;
    private final Session session;

    public Journal(PostSettings settings, Clock clock) {
        this.server = settings.journal();
        this.clock = clock;
        this.session = Session.getInstance(properties(server));
    }

    public boolean isKept() {
        return server.address().isPresent();
    }

    /** Whether the mail server took the letter with this Message-ID. */
    public Proof proofOf(String messageId) {
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
     * Removes copies that are no longer needed, the oldest first.
     *
     * @param settled tells which of these Message-IDs belong to jobs that need no proof any more
     */
    public void purge(UnaryOperator<Set<String>> settled) {
        try (var store = connect();
                var inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_WRITE); // closing it removes what is flagged
            var copies = copies(inbox);
            var done = settled.apply(copies.keySet());
            var outdated = clock.instant().minus(LONGEST_STAY);
            for (var copy : copies.entrySet()) {
                var received = copy.getValue().getReceivedDate();
                if (done.contains(copy.getKey())
                        || (received != null && received.toInstant().isBefore(outdated))) {
                    copy.getValue().setFlag(Flag.DELETED, true);
                }
            }
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

    private static Map<String, Message> copies(Folder inbox) throws MessagingException {
        var messages = inbox.getMessages(1, Math.min(inbox.getMessageCount(), PURGED_AT_ONCE));
        var profile = new FetchProfile();
        profile.add(FetchProfile.Item.ENVELOPE);
        inbox.fetch(messages, profile);
        var copies = new LinkedHashMap<String, Message>();
        for (var message : messages) {
            copies.put(String.valueOf(((MimeMessage) message).getMessageID()), message);
        }
        return copies;
    }

    private static void warn(MessagingException unreachable) {
        LOG.warnf(
                "The journal mailbox cannot be read: %s", unreachable.getClass().getSimpleName());
    }

    private static Properties properties(JournalServer server) {
        var tls = String.valueOf(server.startTls() == StartTls.REQUIRED);
        var properties = new Properties();
        properties.setProperty("mail.imap.connectiontimeout", "10000");
        properties.setProperty("mail.imap.timeout", "30000");
        properties.setProperty("mail.imap.writetimeout", "30000");
        properties.setProperty("mail.imap.starttls.enable", tls);
        properties.setProperty("mail.imap.starttls.required", tls);
        properties.setProperty("mail.imap.ssl.checkserveridentity", "true");
        return properties;
    }
}
