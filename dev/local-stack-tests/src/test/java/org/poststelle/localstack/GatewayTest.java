package org.poststelle.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.MailServer;
import org.poststelle.localstack.server.Ports;

class GatewayTest {

    private static final int PORT = Ports.anyFree();
    private static final List<AutoCloseable> STARTED = new ArrayList<>();
    private static final CountDownLatch FIRST_READ = new CountDownLatch(1);
    private static final MailServer MAIL = MailServer.start(0, 0);

    @BeforeAll
    static void start() throws IOException {
        var services = new EnumMap<Service, Integer>(Service.class);
        for (var service : Service.values()) {
            services.put(service, startService(service.id()));
        }
        STARTED.add(MAIL);
        STARTED.add(Gateway.start(PORT, services, MAIL));
    }

    @AfterAll
    static void stop() throws Exception {
        for (var started : STARTED.reversed()) {
            started.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/tickets, ticket-service",
        "/api/v1/tickets/0190-1/answer, ticket-service",
        "/api/v1/routing/undecided?limit=5, routing-service",
        "/api/v1/directory, routing-service",
        "/api/v1/promises/0190-1, sla-service",
        "/api/v1/notifications?ticketId=0190-1, notification-service"
    })
    void everyPathOfProductionLeadsToItsService(String path, String service) throws Exception {
        var answer = send(request(path).header("If-Match", "\"1\"").POST(BodyPublishers.ofString("a body")));

        assertThat(answer.body()).isEqualTo("%s POST %s \"1\" a body".formatted(service, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1",
                "/api/v1/ticketsandmore",
                "/operations/parked-records",
                "/q/health",
                "/mail/1",
                "/api/v1/tickets/../../../operations/parked-records",
                "/api/v1/tickets/%2e%2E/x"
            })
    void nothingElseIsThere(String path) throws Exception {
        var answer = send(request(path));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("type").asText()).isEqualTo("urn:poststelle:problem:not-found");
        assertThat(problem.path("status").asInt()).isEqualTo(404);
    }

    @Test
    void whoAsksBeforeSendingABodyIsToldToGoOn() throws Exception {
        try (var connection = new Socket("localhost", PORT)) {
            connection.setSoTimeout(5_000);
            connection
                    .getOutputStream()
                    .write(
                            "POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));

            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 100 Continue");
        }
    }

    @Test
    void eventsArriveWhileTheStreamIsOpen() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request("/api/v1/live").build(), BodyHandlers.ofLines());
            var lines = answer.body().iterator();

            assertThat(lines.next()).isEqualTo("data:1");
            FIRST_READ.countDown();
            assertThat(lines.next()).isEmpty();
            assertThat(lines.next()).isEqualTo("data:2");
        }
    }

    @Test
    void aServiceThatIsAwayIsSaidToBe() throws Exception {
        var port = Ports.anyFree();
        try (var _ = Gateway.start(port, Map.of(Service.TICKET, Ports.anyFree()), MAIL)) {
            var address = URI.create("http://localhost:%d/api/v1/tickets".formatted(port));
            var answer = send(HttpRequest.newBuilder(address).POST(BodyPublishers.ofString("a body")));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("urn:poststelle:problem:unavailable");
        }
    }

    @Test
    void mailThatArrivedIsShownToPeopleAndToPrograms() throws Exception {
        var settings = new Properties();
        settings.put("mail.smtp.host", "localhost");
        settings.put("mail.smtp.port", Integer.toString(MAIL.smtpPort()));
        var mail = new MimeMessage(Session.getInstance(settings));
        mail.setFrom(new InternetAddress("poststelle@poststelle.example"));
        mail.setRecipient(RecipientType.TO, new InternetAddress("rosa@buergerin.example"));
        mail.setSubject("<Antwort>");
        mail.setText("Guten Tag", "UTF-8");
        Transport.send(mail);

        assertThat(send(request("/mail")).body()).contains("&lt;Antwort&gt;", "rosa@buergerin.example", "Guten Tag");
        var json = new ObjectMapper()
                .readTree(send(request("/mail").header("Accept", "application/json"))
                        .body());
        assertThat(json.at("/items/0/subject").asText()).isEqualTo("<Antwort>");
        assertThat(json.at("/items/0/recipient").asText()).isEqualTo("rosa@buergerin.example");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(PORT, path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    /** Says who it is and what it was asked. */
    private static int startService(String name) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var asked = "%s %s %s %s "
                    .formatted(
                            name,
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("If-Match"));
            var body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            try (var answer = exchange.getResponseBody()) {
                answer.write(asked.getBytes(StandardCharsets.UTF_8));
                answer.write(body);
            }
        });
        server.createContext("/api/v1/live", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var stream = exchange.getResponseBody()) {
                stream.write("data:1\n\n".getBytes(StandardCharsets.UTF_8));
                stream.flush();
                var isRead = FIRST_READ.await(10, TimeUnit.SECONDS);
                stream.write((isRead ? "data:2\n\n" : "data:held\n\n").getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        STARTED.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }
}
