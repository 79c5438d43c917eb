package org.poststelle.localstack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.poststelle.localstack.server.KafkaBroker;
import org.poststelle.localstack.server.MailServer;
import org.poststelle.localstack.server.PostgreSqlServer;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.TokenIssuer;

/**
 * The whole of Poststelle on this machine. Everything it starts is stopped by {@link #close()}, and also when this JVM is
 * told to end.
 */
public final class LocalStack implements AutoCloseable {

    /** The last thing that is told when the JVM ends. */
    static final String STOPPED = "Everything is stopped";

    /** Where notification-service has a copy of each mail sent, as proof of what the mail server took. */
    private static final String JOURNAL = "journal@poststelle.example";

    /** As little memory as a service runs well with; it starts faster when it compiles less. Loopback only. */
    private static final String SERVICE_JVM =
            "-Xmx192m -XX:+ExitOnOutOfMemoryError -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                    + " -Dstdout.encoding=UTF-8 -Dquarkus.http.host=localhost -Dquarkus.management.host=localhost";

    /**
     * How to run it.
     *
     * @param project the root of the built project
     * @param data where data, logs and passwords are kept; created when missing
     * @param fresh whether to forget the data of earlier runs
     * @param recordAotCaches whether services that have no AOT cache write one when they stop, which takes half a minute
     * @param environment further environment variables of every service; they replace those of the stack
     */
    public record Settings(
            Path project,
            Path data,
            StackPorts ports,
            boolean fresh,
            boolean recordAotCaches,
            Map<String, String> environment) {}

    private final Settings settings;
    private final Consumer<String> progress;
    private final StartedParts started = new StartedParts();
    private final Thread whenTheJvmEnds = new Thread(this::stopWithTheJvm, "stop Poststelle");
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private final PostgreSqlServer postgreSql;
    private final KafkaBroker kafka;
    private final MailServer mail;
    private final TokenIssuer issuer;

    /**
     * Starts everything and returns when it is ready.
     *
     * @param progress is told what got ready, in one line each
     * @throws StackStartException when it cannot run, with the remedy; nothing is left running then
     */
    public LocalStack(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(whenTheJvmEnds);
        try {
            var data = prepare();
            var secrets = new Secrets(data.secrets());
            var ports = settings.ports();
            try (var starting = Executors.newVirtualThreadPerTaskExecutor()) {
                var databases = starting.submit(() -> startDatabases(data, secrets));
                var broker = starting.submit(() -> startBroker(data));
                mail = started.start(() -> MailServer.start(ports.smtp(), ports.imap()));
                mail.openMailbox(JOURNAL, "journal", secrets.of("journal"));
                progress.accept("Mail server ready, SMTP on port %d".formatted(ports.smtp()));
                var account = Service.NOTIFICATION.id();
                issuer = started.start(() -> TokenIssuer.start(ports.issuer(), Map.of(account, secrets.of(account))));
                progress.accept("OIDC issuer ready on port %d".formatted(ports.issuer()));
                kafka = result(broker);
                postgreSql = result(databases);
            }
            var temporary = data.emptyTemporary();
            for (var service : Service.values()) {
                services.put(service, describe(service, data, temporary, secrets));
            }
            started.start(() -> this::stopServices);
            forEachService(this::startService);
            started.start(() -> Gateway.start(ports.gateway(), ports.http(), mail));
            progress.accept("Gateway ready on port %d".formatted(ports.gateway()));
        } catch (Exception e) {
            close();
            throw e instanceof RuntimeException known ? known : new IllegalStateException("The stack did not start", e);
        }
    }

    private DataDirectory prepare() throws Exception {
        var data = started.start(() -> DataDirectory.open(settings.data()));
        ServiceProcess.killOrphans(data.processes())
                .forEach(name -> progress.accept("Ended %s, left over by a run that was killed".formatted(name)));
        if (PostgreSqlServer.stopLeftOver(data.postgreSql())) {
            progress.accept("Stopped PostgreSQL, left over by a run that was killed");
        }
        for (var service : Service.values()) {
            if (!Files.exists(jar(service))) {
                throw new StackStartException("%s is not built (%s is missing): run ./mvnw -DskipTests package."
                        .formatted(service.id(), jar(service)));
            }
        }
        settings.ports().check();
        Machine.here(settings.data()).check(settings.data());
        if (settings.fresh()) {
            data.empty();
            progress.accept("Data of earlier runs deleted");
        }
        return data;
    }

    private PostgreSqlServer startDatabases(DataDirectory data, Secrets secrets) throws Exception {
        var port = settings.ports().postgreSql();
        var server = started.start(() -> PostgreSqlServer.start(data.postgreSql(), port));
        for (var service : Service.values()) {
            server.createDatabase(service.database(), service.database(), secrets.of(service.database()));
        }
        progress.accept("PostgreSQL ready on port %d, a database and a role for each service".formatted(port));
        return server;
    }

    private KafkaBroker startBroker(DataDirectory data) throws Exception {
        var port = settings.ports().kafka();
        var broker = started.start(() -> KafkaBroker.start(data.kafka(), port));
        broker.createTopics(topics());
        progress.accept("Kafka ready on port %d, topics %s".formatted(port, String.join(", ", topics())));
        return broker;
    }

    private ServiceProcess describe(Service service, DataDirectory data, Path temporary, Secrets secrets)
            throws IOException {
        return new ServiceProcess(
                service.id(),
                jar(service),
                data.logs().resolve(service.id() + ".log"),
                data.processes().resolve(service.id()),
                managementUrl(service).resolve("/q/health/ready"),
                environment(service, temporary, secrets),
                settings.recordAotCaches(),
                progress);
    }

    private Path jar(Service service) {
        return settings.project()
                .toAbsolutePath()
                .normalize()
                .resolve(service.id())
                .resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The variables a service has in Kubernetes, with the addresses of this machine. */
    private Map<String, String> environment(Service service, Path temporary, Secrets secrets) {
        var ports = settings.ports();
        var environment = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS", SERVICE_JVM + " '-Djava.io.tmpdir=" + temporary.toAbsolutePath() + "'",
                "LOG_JSON", "false",
                "HTTP_PORT", Integer.toString(ports.httpOf(service)),
                "MANAGEMENT_PORT", Integer.toString(ports.managementOf(service)),
                "DATABASE_URL", "jdbc:postgresql://localhost:%d/%s".formatted(ports.postgreSql(), service.database()),
                "DATABASE_USER", service.database(),
                "DATABASE_PASSWORD", secrets.of(service.database()),
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "OIDC_ISSUER", issuer.issuer()));
        if (service == Service.NOTIFICATION) {
            environment.putAll(Map.ofEntries(
                    Map.entry("TICKET_SERVICE_URL", url(Service.TICKET).toString()),
                    Map.entry("ROUTING_SERVICE_URL", url(Service.ROUTING).toString()),
                    Map.entry("OIDC_CLIENT_ID", service.id()),
                    Map.entry("OIDC_CLIENT_SECRET", secrets.of(service.id())),
                    Map.entry("PUBLIC_URL", gatewayUrl().toString()),
                    Map.entry("MAIL_FROM", "poststelle@poststelle.example"),
                    Map.entry("SMTP_HOST", "localhost"),
                    Map.entry("SMTP_PORT", Integer.toString(ports.smtp())),
                    Map.entry("SMTP_START_TLS", "DISABLED"),
                    // what a killed process was sending is taken over while one looks on
                    Map.entry("MAIL_LEASE", "PT10S"),
                    Map.entry("MAIL_PROOF_DELAY", "PT3S"),
                    Map.entry("JOURNAL_ADDRESS", JOURNAL),
                    Map.entry("IMAP_HOST", "localhost"),
                    Map.entry("IMAP_PORT", Integer.toString(ports.imap())),
                    Map.entry("IMAP_START_TLS", "DISABLED"),
                    Map.entry("IMAP_USER", "journal"),
                    Map.entry("IMAP_PASSWORD", secrets.of("journal"))));
        }
        environment.putAll(settings.environment());
        return environment;
    }

    private void startService(Service service) {
        process(service).start();
        progress.accept(
                "%s ready on port %d".formatted(service.id(), settings.ports().httpOf(service)));
    }

    private void stopServices() {
        if (services.values().stream().anyMatch(ServiceProcess::isRecording)) {
            progress.accept("The services keep what they loaded, so that the next start is faster");
        }
        forEachService(service -> process(service).close());
    }

    /** For all at once. */
    private static void forEachService(Consumer<Service> action) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = Arrays.stream(Service.values())
                    .map(service -> executor.submit(() -> action.accept(service)))
                    .toList();
            running.forEach(LocalStack::result);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the stack started or stopped", e);
        }
    }

    /** The process of a service, to kill, stop and start it. */
    public ServiceProcess process(Service service) {
        return requireNonNull(services.get(service));
    }

    /** The address with the paths of production. */
    public URI gatewayUrl() {
        return localhost(settings.ports().gateway());
    }

    /** The API of one service, operators' endpoints included. */
    public URI url(Service service) {
        return localhost(settings.ports().httpOf(service));
    }

    /** Health, metrics and OpenAPI of one service. */
    public URI managementUrl(Service service) {
        return localhost(settings.ports().managementOf(service));
    }

    public String kafkaBootstrapServers() {
        return kafka.bootstrapServers();
    }

    public PostgreSqlServer postgreSql() {
        return postgreSql;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public MailServer mail() {
        return mail;
    }

    /** What arrived at the mail server for people and authorities: all but the copies in the journal. */
    public List<ReceivedMail> receivedMail() {
        return mail.received().stream()
                .filter(received -> !received.recipient().equals(JOURNAL))
                .toList();
    }

    public TokenIssuer issuer() {
        return issuer;
    }

    public static List<String> topics() {
        return Arrays.stream(Service.values()).map(Service::topic).toList();
    }

    @Override
    public void close() {
        started.close();
        try {
            Runtime.getRuntime().removeShutdownHook(whenTheJvmEnds);
        } catch (IllegalStateException _) {
            // the JVM is ending, and the hook has nothing left to close
        }
    }

    private void stopWithTheJvm() {
        progress.accept("Stopping");
        started.close();
        progress.accept(STOPPED);
    }

    private static URI localhost(int port) {
        return URI.create("http://localhost:" + port);
    }
}
