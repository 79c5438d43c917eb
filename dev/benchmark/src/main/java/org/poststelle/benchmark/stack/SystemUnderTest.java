package org.poststelle.benchmark.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.poststelle.benchmark.mail.MailSink;
import org.poststelle.benchmark.process.SystemProcess;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.StackPorts;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;

/** The four services with PostgreSQL and Kafka, running, with the sample directory loaded. */
public final class SystemUnderTest implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackPorts ports;
    private final Process host;
    private final MailSink mail;
    private final Backlogs backlogs;
    private final List<SystemProcess> processes;

    /**
     * Starts everything, without the data of earlier runs.
     *
     * @param project the root of the built project
     * @param data where data and logs are kept
     * @param portOffset added to the documented ports of the local stack
     * @param progress is told what got ready
     */
    public static SystemUnderTest start(Path project, Path data, int portOffset, Consumer<String> progress) {
        return new SystemUnderTest(project, data, portOffset, progress);
    }

    private SystemUnderTest(Path project, Path data, int portOffset, Consumer<String> progress) {
        ports = StackPorts.usual(portOffset);
        // the stack's own mail server takes the documented port
        var smtpPort = ports.smtp() + 1;
        mail = new MailSink(smtpPort);
        try {
            host = launch(project, data, portOffset, smtpPort);
            awaitReady(progress);
            backlogs = new Backlogs(this);
            processes = processes(data);
            loadDirectory();
        } catch (IOException e) {
            throw new UncheckedIOException("The system did not start", e);
        }
    }

    private static Process launch(Path project, Path data, int portOffset, int smtpPort) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackHost.class.getName(),
                        project.toString(),
                        data.toString(),
                        Integer.toString(portOffset),
                        Integer.toString(smtpPort))
                .redirectErrorStream(true)
                .start();
    }

    private void awaitReady(Consumer<String> progress) throws IOException {
        var output = host.inputReader(StandardCharsets.UTF_8);
        for (var line = output.readLine(); !StackHost.READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("The process that starts it ended");
            }
            progress.accept(line);
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(progress));
    }

    private List<SystemProcess> processes(Path data) throws IOException {
        var found = new ArrayList<SystemProcess>();
        for (var service : Service.values()) {
            var note = Files.readString(data.resolve("processes").resolve(service.id()));
            found.add(SystemProcess.alone(service.id(), Long.parseLong(note.substring(0, note.indexOf(' ')))));
        }
        try (var lines = Files.lines(data.resolve("postgresql/postmaster.pid"))) {
            var postmaster = Long.parseLong(lines.findFirst().orElseThrow().strip());
            found.add(SystemProcess.withDescendants("PostgreSQL", postmaster));
        }
        found.add(SystemProcess.alone("Kafka", host.pid()));
        return found;
    }

    private void loadDirectory() throws IOException {
        try (var directory = SystemUnderTest.class.getResourceAsStream("/sample-directory.json")) {
            if (directory == null) {
                throw new IllegalStateException("The sample directory is not on the class path");
            }
            send(HttpRequest.newBuilder(url(Service.ROUTING).resolve("/api/v1/directory"))
                    .header("Authorization", "Bearer " + token(SampleUser.ADAM))
                    .header("Content-Type", "application/json")
                    .header("If-Match", "*")
                    .PUT(BodyPublishers.ofByteArray(directory.readAllBytes()))
                    .build());
        }
    }

    /** A token as the user gets it by logging in; valid for half an hour. */
    public String token(SampleUser user) {
        var form = "grant_type=password&client_id=poststelle&username=%s&password=%s"
                .formatted(user.name(), TokenIssuer.SAMPLE_PASSWORD);
        var response = send(
                HttpRequest.newBuilder(URI.create("http://localhost:%d/poststelle/token".formatted(ports.issuer())))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build());
        try {
            return JSON.readTree(response).required("access_token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String send(HttpRequest request) {
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("%s %s was answered with %d: %s"
                        .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The API of a service; the gateway of the local stack would only add its own cost. */
    public URI url(Service service) {
        return URI.create("http://localhost:" + ports.httpOf(service));
    }

    /** A connection of the administrator, whom no row policy holds back. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(ports.postgreSql(), database));
    }

    String kafkaBootstrapServers() {
        return "localhost:" + ports.kafka();
    }

    public MailSink mail() {
        return mail;
    }

    /** What is waiting in it. */
    public Backlogs backlogs() {
        return backlogs;
    }

    /** What it has been given so far. */
    public StoredTickets tickets() {
        return new StoredTickets(this);
    }

    /** All processes of the system, without the load generator. */
    public List<SystemProcess> processes() {
        return processes;
    }

    /** One of {@link #processes()}. */
    public SystemProcess process(Service service) {
        return processes.stream()
                .filter(process -> process.name().equals(service.id()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        backlogs.close();
        try {
            host.getOutputStream().close();
            if (!host.waitFor(60, TimeUnit.SECONDS)) {
                host.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            host.destroyForcibly();
        }
        mail.close();
    }
}
