package org.poststelle.notification;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.smtp.MailSetup;

/** The mail server on its unreliable line and the owners of what mails say, through the variables of production. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {

    private @Nullable MailSetup setup;
    private @Nullable Owners owners;

    /** Later than the environment all services share, whose mail server has no line that breaks. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try {
            var opened = new MailSetup();
            var asked = new Owners();
            setup = opened;
            owners = asked;
            return Map.ofEntries(
                    Map.entry("TICKET_SERVICE_URL", asked.url()),
                    Map.entry("ROUTING_SERVICE_URL", asked.url()),
                    Map.entry("PUBLIC_URL", "https://poststelle.example/"),
                    Map.entry("MAIL_FROM", "115@poststelle.example"),
                    Map.entry("MAIL_LEASE", "PT4S"),
                    Map.entry("MAIL_PROOF_DELAY", "PT1S"),
                    Map.entry("SMTP_HOST", "localhost"),
                    Map.entry("SMTP_PORT", Integer.toString(opened.line().port())),
                    Map.entry("SMTP_START_TLS", "DISABLED"),
                    Map.entry("JOURNAL_ADDRESS", MailSetup.JOURNAL),
                    Map.entry("IMAP_HOST", "localhost"),
                    Map.entry("IMAP_PORT", Integer.toString(opened.journalLine().port())),
                    Map.entry("IMAP_START_TLS", "DISABLED"),
                    Map.entry("IMAP_USER", MailSetup.JOURNAL_USER),
                    Map.entry("IMAP_PASSWORD", MailSetup.JOURNAL_PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(setup, new TestInjector.MatchesType(MailSetup.class));
        injector.injectIntoFields(owners, new TestInjector.MatchesType(Owners.class));
    }

    @Override
    public void stop() {
        try {
            if (owners != null) {
                owners.close();
            }
            if (setup != null) {
                setup.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
