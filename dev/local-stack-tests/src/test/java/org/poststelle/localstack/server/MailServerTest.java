package org.poststelle.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Folder;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailServerTest {

    private final MailServer server = MailServer.start(0, 0);
    private final int smtpPort = server.smtpPort();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void mailForAnyAddressArrivesAndCanBeRead() throws MessagingException {
        send("Eingang Ihrer Anfrage", "Grüße aus Koblenz");

        assertThat(server.received("rosa@buergerin.example")).singleElement().satisfies(mail -> {
            assertThat(mail.from()).isEqualTo("poststelle@koblenz.example");
            assertThat(mail.to()).containsExactly("rosa@buergerin.example");
            assertThat(mail.subject()).isEqualTo("Eingang Ihrer Anfrage");
            assertThat(mail.text()).contains("Grüße aus Koblenz");
            assertThat(mail.headers()).containsEntry("x-poststelle-ticket", "KO-2026-000001");
            assertThat(mail.messageId()).isNotEmpty();
        });
        assertThat(server.received("somebody@else.example")).isEmpty();
    }

    @Test
    void anOutageEndsOnTheSamePortsWithEveryMailboxKept() throws MessagingException {
        server.openMailbox("journal@poststelle.example", "journal", "secret");
        sendTo("journal@poststelle.example", "before", "");
        server.suspend();
        assertThatThrownBy(() -> send("during", "")).isInstanceOf(MessagingException.class);
        server.resume();
        sendTo("journal@poststelle.example", "after", "");

        var store = session().getStore("imap");
        store.connect("localhost", server.imapPort(), "journal", "secret");
        try (store;
                var inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessages())
                    .extracting(message -> message.getSubject())
                    .containsExactly("before", "after");
        }
        assertThat(server.received()).extracting(ReceivedMail::subject).containsExactly("before", "after");
    }

    private void send(String subject, String text) throws MessagingException {
        sendTo("rosa@buergerin.example", subject, text);
    }

    private void sendTo(String recipient, String subject, String text) throws MessagingException {
        var mail = new MimeMessage(session());
        mail.setFrom(new InternetAddress("poststelle@koblenz.example"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(recipient));
        mail.setSubject(subject);
        mail.setHeader("X-Poststelle-Ticket", "KO-2026-000001");
        mail.setText(text, "UTF-8");
        Transport.send(mail);
    }

    private Session session() {
        var settings = new Properties();
        settings.put("mail.smtp.host", "localhost");
        settings.put("mail.smtp.port", Integer.toString(smtpPort));
        return Session.getInstance(settings);
    }
}
