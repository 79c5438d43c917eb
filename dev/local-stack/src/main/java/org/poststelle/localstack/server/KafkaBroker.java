package org.poststelle.localstack.server;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker (KRaft, broker and controller in one) inside this JVM. Topics exist only when they are created. */
public final class KafkaBroker implements AutoCloseable {

    /** As in production: more partitions than replicas of any service. */
    public static final int PARTITIONS = 24;

    private static final Duration RETENTION = Duration.ofDays(14);

    private final Properties settings;
    private final int port;
    private KafkaRaftServer server;

    private KafkaBroker(Properties settings, int port) {
        this.settings = settings;
        this.port = port;
        this.server = start(settings);
    }

    /**
     * A broker that keeps its topics, records and consumers' places over restarts.
     *
     * @param data where they are kept; created when missing
     * @param port the port, or 0 for any free one
     */
    public static KafkaBroker start(Path data, int port) {
        var listener = port == 0 ? Ports.anyFree() : port;
        var settings = settings(data, listener, Ports.anyFree());
        try {
            format(data);
        } catch (Exception e) {
            throw new IllegalStateException("Kafka could not prepare " + data, e);
        }
        return new KafkaBroker(settings, listener);
    }

    private static KafkaRaftServer start(Properties settings) {
        // the broker looks classes up by name: in its own class loader, not in that of the test it may be started from
        var thread = Thread.currentThread();
        var callers = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaBroker.class.getClassLoader());
        try {
            var started = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
            started.startup();
            return started;
        } finally {
            thread.setContextClassLoader(callers);
        }
    }

    /** A broker for tests: any free port, stopped when this JVM ends. */
    public static KafkaBroker temporary() {
        try {
            var data = Files.createTempDirectory("poststelle-kafka");
            var broker = start(data, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                broker.close();
                delete(data);
            }));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Creates the topics that do not exist yet, each with {@value #PARTITIONS} partitions, kept for 14 days. */
    public void createTopics(Collection<String> names) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            var existing = admin.listTopics().names().get();
            var missing = names.stream()
                    .filter(name -> !existing.contains(name))
                    .map(name -> new NewTopic(name, PARTITIONS, (short) 1)
                            .configs(Map.of(
                                    TopicConfig.RETENTION_MS_CONFIG,
                                    Long.toString(RETENTION.toMillis()),
                                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                                    "1")))
                    .collect(Collectors.toSet());
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka topics could not be created", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka topics were created", e);
        }
    }

    /** Takes the broker off the network, as in an outage. What it holds stays. */
    public synchronized void suspend() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Ends the outage, on the same port. */
    public synchronized void resume() {
        server = start(settings);
    }

    @Override
    public synchronized void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        var settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@localhost:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controllerPort)),
                Map.entry("advertised.listeners", "PLAINTEXT://localhost:" + port),
                Map.entry("log.dirs", data.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("log.retention.hours", Long.toString(RETENTION.toHours())),
                Map.entry("offsets.retention.minutes", Long.toString(RETENTION.toMinutes())),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "8"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("log.index.size.max.bytes", "1048576"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // with the defaults a broker that was killed waits 14 s for its own old session to end
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "500")));
        return settings;
    }

    private static void format(Path data) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data);
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }
}
