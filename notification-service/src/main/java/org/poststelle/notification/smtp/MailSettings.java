package org.poststelle.notification.smtp;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.Converter;

/** The mail servers, and how mails are sent. */
@ConfigMapping(prefix = "poststelle.mail")
public interface MailSettings {

    /** The sender of every mail; its domain stands in every Message-ID. */
    @WithConverter(AddressConverter.class)
    MailAddress from();

    /** How long a worker may hold a job before others take it for dead. */
    Duration lease();

    /**
     * How long after a lost connection the journal is asked. Longer than a server keeps an idle connection (RFC 5321,
     * 4.5.3.2: 5 minutes) and than the journal's delivery takes; otherwise absence from the journal would verify nothing.
     */
    Duration proofDelay();

    /** Emails on the way at the same time in this replica. */
    int parallel();

    /** How often copies that are no longer needed are removed from the journal. */
    Duration journalPurge();

    /** How long jobs are kept after their email was sent, failed or skipped. */
    Duration keepSettled();

    /** A file of certificates (PEM) that vouch for the mail servers. Without it those count that the JVM trusts. */
    Optional<Path> trustedCertificates();

    Server smtp();

    JournalServer journal();

    /** Whether a connection must be encrypted. "If the server offers it" is no choice: an attacker would not offer it. */
    enum StartTls {
        REQUIRED,
        DISABLED
    }

    /** Where mail is handed over. */
    interface Server {
        String host();

        int port();

        StartTls startTls();

        Optional<String> user();

        Optional<String> password();
    }

    /** The mailbox that receives a copy of every mail as proof. Without an address there is no journal. */
    interface JournalServer {
        @WithConverter(AddressConverter.class)
        Optional<MailAddress> address();

        Optional<String> host();

        int port();

        StartTls startTls();

        Optional<String> user();

        Optional<String> password();
    }

    /** Whether the address is the sender's or the journal's, however its letters are written. */
    default boolean isOwn(MailAddress address) {
        return Stream.concat(Stream.of(from()), journal().address().stream())
                .anyMatch(own -> own.value().equalsIgnoreCase(address.value()));
    }

    /**
     * Refuses settings that cannot work.
     *
     * @throws ConfigurationException with one sentence that names the variable and the remedy
     */
    default void check() {
        require(lease().compareTo(Duration.ofSeconds(2)) >= 0, "MAIL_LEASE must be two seconds or more.");
        require(proofDelay().isPositive(), "MAIL_PROOF_DELAY must be longer than zero.");
        require(
                smtp().user().isPresent() == smtp().password().isPresent(),
                "SMTP_USER and SMTP_PASSWORD belong together: set both or none.");
        var journal = journal();
        require(
                journal.address().isEmpty()
                        || (journal.host().isPresent()
                                && journal.user().isPresent()
                                && journal.password().isPresent()),
                "JOURNAL_ADDRESS is set, so IMAP_HOST, IMAP_USER and IMAP_PASSWORD must be set too.");
    }

    private static void require(boolean valid, String sentence) {
        if (!valid) {
            throw new ConfigurationException(sentence);
        }
    }

    /** Reads a bare mail address from a setting. */
    final class AddressConverter implements Converter<MailAddress> {
        private static final long serialVersionUID = 1;

        @Override
        public MailAddress convert(String value) {
            return MailAddress.of(value)
                    .orElseThrow(() -> new IllegalArgumentException("MAIL_FROM and JOURNAL_ADDRESS must be bare mail"
                            + " addresses such as poststelle@stadt.example."));
        }
    }
}
