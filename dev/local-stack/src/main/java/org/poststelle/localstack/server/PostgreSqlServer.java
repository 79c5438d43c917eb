package org.poststelle.localstack.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real PostgreSQL server as a process of its own. Databases are entered with a password, each by its own role only. */
public final class PostgreSqlServer implements AutoCloseable {

    /** The server's own administrator, let in without a password from this machine. */
    private static final String ADMINISTRATOR = "postgres";

    /** Where the server's binaries are unpacked once, for all runs. */
    private static final Path BINARIES = Path.of(System.getProperty("user.home"), ".cache", "poststelle", "postgresql");

    private static final String WHO_MAY_ENTER = """
            # who                     from            how
            local all all                             trust
            host  all postgres        127.0.0.1/32    trust
            host  all postgres        ::1/128         trust
            host  all all             127.0.0.1/32    scram-sha-256
            host  all all             ::1/128         scram-sha-256
            """;

    private static final String NOTE = "postmaster.pid";
    private static final Duration TO_STOP = Duration.ofSeconds(30);

    private final EmbeddedPostgres.Builder settings;
    private final Path data;
    private EmbeddedPostgres server;

    private PostgreSqlServer(EmbeddedPostgres.Builder settings, EmbeddedPostgres server) throws SQLException {
        this.settings = settings;
        this.server = server;
        try (var connection = server.getDatabase(ADMINISTRATOR, ADMINISTRATOR).getConnection();
                var statement = connection.createStatement();
                var directory = statement.executeQuery("show data_directory")) {
            directory.next();
            this.data = Path.of(directory.getString(1));
        }
    }

    /**
     * A server whose committed data survive a restart and a power cut. A server that an earlier, killed launcher left
     * running on the same data is stopped first.
     *
     * @param data where the data are kept; created when missing
     * @param port the port, or 0 for any free one
     */
    public static PostgreSqlServer start(Path data, int port) {
        stopLeftOver(data);
        return start(settings(port).setDataDirectory(data).setRegisterShutdownHook(false), true);
    }

    /** A server for tests: any free port, gone with its data when this JVM ends, and quick because it need not last. */
    public static PostgreSqlServer temporary() {
        return start(settings(0), false);
    }

    private static EmbeddedPostgres.Builder settings(int port) {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setOverrideWorkingDirectory(BINARIES.toFile())
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("max_connections", "200")
                .setServerConfig("listen_addresses", "localhost");
    }

    private static PostgreSqlServer start(EmbeddedPostgres.Builder settings, boolean durable) {
        var onOrOff = durable ? "on" : "off";
        try {
            settings.setCleanDataDirectory(!durable)
                    .setServerConfig("fsync", onOrOff)
                    .setServerConfig("synchronous_commit", onOrOff)
                    .setServerConfig("full_page_writes", onOrOff);
            var server = new PostgreSqlServer(settings, settings.start());
            server.askForPasswords();
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("PostgreSQL did not start", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** The JDBC address of a database, without credentials. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(port(), database);
    }

    /**
     * Creates a database and the one role that owns and enters it. Where they exist already only the password is set.
     *
     * @param name name of the database; a plain identifier
     * @param role name of the role; a plain identifier
     * @param password what the role must show to enter
     */
    public void createDatabase(String name, String role, String password) {
        try (var connection = administer();
                var statement = connection.createStatement()) {
            var owner = statement.enquoteIdentifier(role, true);
            var database = statement.enquoteIdentifier(name, true);
            var verb = exists(connection, "select from pg_roles where rolname = ?", role) ? "alter" : "create";
            statement.execute(
                    "%s role %s login password %s".formatted(verb, owner, statement.enquoteLiteral(password)));
            if (!exists(connection, "select from pg_database where datname = ?", name)) {
                statement.execute("create database %s owner %s".formatted(database, owner));
            }
            statement.execute("revoke all on database %s from public".formatted(database));
        } catch (SQLException e) {
            throw new IllegalStateException("Database %s could not be created".formatted(name), e);
        }
    }

    /** Takes the server down as an operator does: sessions are ended, running transactions are rolled back. */
    public synchronized void suspend() {
        close();
    }

    /** Ends the server without a word, all its processes with SIGKILL. */
    public synchronized void kill() {
        try {
            var postmaster = ProcessHandle.of(Long.parseLong(
                            Files.readAllLines(data.resolve(NOTE)).getFirst().strip()))
                    .orElseThrow();
            var sessions = postmaster.children().toList();
            postmaster.destroyForcibly();
            sessions.forEach(ProcessHandle::destroyForcibly);
            postmaster.onExit().get(TO_STOP.toSeconds(), TimeUnit.SECONDS);
            server.close();
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the server again on the same port, with the data that were committed; only for one that keeps its data. */
    public synchronized void resume() {
        try {
            server = settings.start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start again", e);
        }
    }

    /** Stops the server; running transactions are rolled back. */
    @Override
    public synchronized void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    /** The embedded server starts by trusting every local connection; services must show their passwords as in production. */
    private void askForPasswords() {
        try (var connection = administer();
                var statement = connection.createStatement()) {
            try (var file = statement.executeQuery("show hba_file")) {
                file.next();
                Files.writeString(Path.of(file.getString(1)), WHO_MAY_ENTER);
            }
            statement.execute("select pg_reload_conf()");
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("PostgreSQL could not be told to ask for passwords", e);
        }
    }

    private Connection administer() throws SQLException {
        return server.getDatabase(ADMINISTRATOR, ADMINISTRATOR).getConnection();
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Stops the server that a killed launcher left running; {@code postmaster.pid} in the data names it.
     *
     * @return whether there was one
     */
    public static boolean stopLeftOver(Path data) {
        var note = data.resolve(NOTE);
        if (!Files.exists(note)) {
            return false;
        }
        try {
            var pid = Long.parseLong(Files.readAllLines(note).getFirst().strip());
            var postmaster = ProcessHandle.of(pid)
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"));
            if (postmaster.isPresent()) {
                // SIGINT is "fast shutdown": sessions are ended, data are written. SIGTERM would wait for the sessions.
                new ProcessBuilder("kill", "-INT", Long.toString(pid)).start().waitFor();
                var deadline = System.nanoTime() + TO_STOP.toNanos();
                while (Files.exists(note) && postmaster.get().isAlive()) {
                    if (System.nanoTime() > deadline) {
                        throw new TimeoutException("It still runs after " + TO_STOP.toSeconds() + " s");
                    }
                    Thread.sleep(20);
                }
            }
            return postmaster.isPresent();
        } catch (Exception e) {
            throw new IllegalStateException("The PostgreSQL server left over in %s did not stop".formatted(data), e);
        }
    }
}
