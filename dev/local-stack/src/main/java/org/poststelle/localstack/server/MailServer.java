package org.poststelle.localstack.server;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real SMTP and IMAP server inside this JVM that takes mail for every address. A mailbox is opened for each recipient
 * (login and password: the address). Mail is kept in memory until the server is closed.
 */
public final class MailServer implements AutoCloseable {

    private final MailboxKeepingServer server;
    private final List<ReceivedMail> received = new CopyOnWriteArrayList<>();

    private MailServer(MailboxKeepingServer server) {
        this.server = server;
    }

    /**
     * Starts the server.
     *
     * @param smtpPort port for SMTP, or 0 for any free one
     * @param imapPort port for IMAP, or 0 for any free one
     */
    public static MailServer start(int smtpPort, int imapPort) {
        var mailServer = new MailServer(new MailboxKeepingServer(
                port(smtpPort, ServerSetup.PROTOCOL_SMTP), port(imapPort, ServerSetup.PROTOCOL_IMAP)));
        mailServer.server.start();
        mailServer.noteArrivals();
        return mailServer;
    }

    private static ServerSetup port(int port, String protocol) {
        return new ServerSetup(port == 0 ? Ports.anyFree() : port, "localhost", protocol);
    }

    /** Notes what arrives for whom by the envelope: the only place that names a recipient of a blind copy. */
    private void noteArrivals() {
        var users = server.getUserManager();
        var deliver = users.getMessageDeliveryHandler();
        users.setMessageDeliveryHandler((message, recipient) -> {
            var mailbox = deliver.handle(message, recipient);
            received.add(ReceivedMail.of(recipient.getEmail(), message.getMessage(), Instant.now()));
            return mailbox;
        });
    }

    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    public int imapPort() {
        return server.getImap().getPort();
    }

    /** Opens a mailbox that has a login of its own. */
    public void openMailbox(String address, String login, String password) {
        server.setUser(address, login, password);
    }

    /** What arrived, oldest first: one entry for each recipient. */
    public List<ReceivedMail> received() {
        return List.copyOf(received);
    }

    /** What arrived for one address, oldest first. */
    public List<ReceivedMail> received(String address) {
        return received.stream()
                .filter(mail -> mail.recipient().equalsIgnoreCase(address))
                .toList();
    }

    /** Takes the server off the network, as in an outage. Mailboxes stay. */
    public void suspend() {
        server.stop();
    }

    /** Ends the outage, on the same ports. */
    public void resume() {
        server.start();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** GreenMail forgets its mailboxes on every stop; a mail server that was down does not. */
    private static final class MailboxKeepingServer extends GreenMail {

        MailboxKeepingServer(ServerSetup... setups) {
            super(setups);
        }

        @Override
        public synchronized void stop() {
            Managers mailboxes = managers;
            super.stop();
            managers = mailboxes;
        }
    }
}
