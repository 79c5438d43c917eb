package org.poststelle.testenvironment;

import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.poststelle.localstack.server.KafkaBroker;
import org.poststelle.localstack.server.PostgreSqlServer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL and a real Kafka: containers where a Docker engine answers, embedded servers elsewhere. Both pass the same
 * tests. {@code -Dpoststelle.test.servers=docker} or {@code =embedded} forces one.
 */
sealed interface Servers extends AutoCloseable {

    String DATABASE = "service";
    String ROLE = "service";
    String PASSWORD = "only-for-tests";
    List<String> TOPICS = List.of("tickets", "routing", "sla", "notifications");
    int PARTITIONS = 24;

    String jdbcUrl();

    String bootstrapServers();

    @Override
    void close();

    /** Starts the kind that works here, and says which. */
    static Servers start() {
        var wish = System.getProperty("poststelle.test.servers", "auto").toLowerCase(Locale.ROOT);
        var docker = switch (wish) {
            case "docker" -> true;
            case "embedded" -> false;
            case "auto" -> anEngineListens();
            default -> throw new IllegalArgumentException("poststelle.test.servers is docker, embedded or auto");
        };
        System.out.println("Tests run against " + (docker ? "containers" : "embedded servers"));
        return docker ? new Containers() : new Embedded();
    }

    /**
     * Asked first, because Testcontainers searches for long where there is no engine; and asked rather than looked for, because an
     * engine that was stopped, or that is not for this user, leaves its socket behind.
     */
    private static boolean anEngineListens() {
        var engine =
                URI.create(Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "unix:///var/run/docker.sock"));
        if (!"unix".equals(engine.getScheme())) {
            return true;
        }
        try (var socket = SocketChannel.open(UnixDomainSocketAddress.of(engine.getPath()))) {
            return socket.isConnected();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Servers inside this JVM and beside it. */
    final class Embedded implements Servers {

        private final PostgreSqlServer postgres = PostgreSqlServer.temporary();
        private final KafkaBroker kafka = KafkaBroker.temporary();

        private Embedded() {
            postgres.createDatabase(DATABASE, ROLE, PASSWORD);
            kafka.createTopics(TOPICS);
        }

        @Override
        public String jdbcUrl() {
            return postgres.jdbcUrl(DATABASE);
        }

        @Override
        public String bootstrapServers() {
            return kafka.bootstrapServers();
        }

        @Override
        public void close() {
            kafka.close();
            postgres.close();
        }
    }

    /** Servers in containers. */
    final class Containers implements Servers {

        private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18-alpine");
        private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1");

        private Containers() {
            postgres.start();
            kafka.start();
            createDatabase();
            createTopics(TOPICS);
        }

        @Override
        public String jdbcUrl() {
            return "jdbc:postgresql://%s:%d/%s"
                    .formatted(
                            postgres.getHost(), postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), DATABASE);
        }

        @Override
        public String bootstrapServers() {
            return kafka.getBootstrapServers();
        }

        @Override
        public void close() {
            kafka.stop();
            postgres.stop();
        }

        /** Not the container's own user: it is a superuser, whom row policies do not bind. */
        private void createDatabase() {
            try (var connection = DriverManager.getConnection(
                            postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
                    var statement = connection.createStatement()) {
                statement.execute("create role " + ROLE + " login password '" + PASSWORD + "'");
                statement.execute("create database " + DATABASE + " owner " + ROLE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private void createTopics(Collection<String> topics) {
            try (var admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrapServers()))) {
                admin.createTopics(topics.stream()
                                .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                                .toList())
                        .all()
                        .get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
