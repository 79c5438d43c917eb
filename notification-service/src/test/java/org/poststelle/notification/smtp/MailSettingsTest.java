package org.poststelle.notification.smtp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.poststelle.notification.smtp.MailSettings.StartTls;

class MailSettingsTest {

    private static final MailAddress ADDRESS = new MailAddress("a@b.example");

    private static MailSettings settings(Duration lease, Optional<String> password, Optional<String> imapHost) {
        return new MailSetup.Settings(
                ADDRESS,
                lease,
                Duration.ofMinutes(10),
                1,
                Duration.ofMinutes(1),
                Duration.ofDays(180),
                Optional.empty(),
                new MailSetup.SmtpServer("localhost", 25, StartTls.REQUIRED, Optional.of("user"), password),
                new MailSetup.ImapServer(
                        Optional.of(ADDRESS), imapHost, 143, StartTls.REQUIRED, Optional.of("user"), Optional.of("x")));
    }

    @Test
    void aLeaseTooShortToSendIsRefused() {
        assertThatThrownBy(settings(Duration.ZERO, Optional.of("x"), Optional.of("localhost"))::check)
                .hasMessage("MAIL_LEASE must be two seconds or more.");
    }

    @Test
    void aUserWithoutPasswordIsRefused() {
        assertThatThrownBy(settings(Duration.ofMinutes(2), Optional.empty(), Optional.of("localhost"))::check)
                .hasMessage("SMTP_USER and SMTP_PASSWORD belong together: set both or none.");
    }

    @Test
    void aJournalThatCannotBeReadIsRefused() {
        assertThatThrownBy(settings(Duration.ofMinutes(2), Optional.of("x"), Optional.empty())::check)
                .hasMessage("JOURNAL_ADDRESS is set, so IMAP_HOST, IMAP_USER and IMAP_PASSWORD must be set too.");
    }
}
