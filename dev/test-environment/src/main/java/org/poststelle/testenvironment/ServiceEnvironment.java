package org.poststelle.testenvironment;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poststelle.localstack.server.MailServer;
import org.poststelle.localstack.server.TokenIssuer;

/**
 * The environment of the service under test, through the same variables as in production. Use it with
 * {@code @WithTestResource(ServiceEnvironment.class)}; fields of the test of type {@link Topics}, {@link Database},
 * {@link TokenIssuer} and {@link MailServer} are set.
 */
public final class ServiceEnvironment implements QuarkusTestResourceLifecycleManager {

    private @Nullable Servers servers;
    private @Nullable TokenIssuer issuer;
    private @Nullable MailServer mail;
    private @Nullable Topics topics;
    private @Nullable Database database;

    @Override
    public Map<String, String> start() {
        var started = Servers.start();
        servers = started;
        var issuing = TokenIssuer.start(0, Map.of("notification-service", "only-for-tests"));
        issuer = issuing;
        var mailing = MailServer.start(0, 0);
        mail = mailing;
        topics = new Topics(started.bootstrapServers());
        database = new Database(started.jdbcUrl());
        return Map.ofEntries(
                Map.entry("DATABASE_URL", started.jdbcUrl()),
                Map.entry("DATABASE_USER", Servers.ROLE),
                Map.entry("DATABASE_PASSWORD", Servers.PASSWORD),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", started.bootstrapServers()),
                Map.entry("OIDC_ISSUER", issuing.issuer()),
                Map.entry("OIDC_CLIENT_ID", "notification-service"),
                Map.entry("OIDC_CLIENT_SECRET", "only-for-tests"),
                Map.entry("SMTP_HOST", "localhost"),
                Map.entry("SMTP_PORT", Integer.toString(mailing.smtpPort())),
                Map.entry("IMAP_HOST", "localhost"),
                Map.entry("IMAP_PORT", Integer.toString(mailing.imapPort())),
                Map.entry("ATTACHMENTS_ALLOWED", "local:wohn,local:bafoeg"),
                Map.entry("LOG_JSON", "false"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(topics, new TestInjector.MatchesType(Topics.class));
        injector.injectIntoFields(database, new TestInjector.MatchesType(Database.class));
        injector.injectIntoFields(issuer, new TestInjector.MatchesType(TokenIssuer.class));
        injector.injectIntoFields(mail, new TestInjector.MatchesType(MailServer.class));
    }

    @Override
    public void stop() {
        for (var server : new @Nullable AutoCloseable[] {topics, mail, issuer, servers}) {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (Exception e) {
                System.err.println("Not stopped: " + server + ": " + e);
            }
        }
    }
}
