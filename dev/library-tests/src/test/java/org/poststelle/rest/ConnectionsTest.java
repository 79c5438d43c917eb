package org.poststelle.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;

/** Requests that ordinary clients do not send, written to the connection by hand. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class ConnectionsTest extends RestConventionsTest {

    private static final int MORE_THAN_THERE_ARE_THREADS = 60;
    private static final Duration LONG = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({
        "GET, application/x-www-form-urlencoded, 200",
        "GET, multipart/form-data; boundary=x, 200",
        "OPTIONS, application/x-www-form-urlencoded, 200",
        "DELETE, application/x-www-form-urlencoded, 405",
        "BREW, application/x-www-form-urlencoded, 405",
    })
    void bodyOfARequestThatTakesNoneIsNoReasonToWait(String method, String type, int status) throws IOException {
        try (var connection = connect()) {
            send(connection, head(method, type, "limit=5".length()) + "limit=5");
            assertThat(answer(connection)).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void slowUploadsLeaveRoomForOthers() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < MORE_THAN_THERE_ARE_THREADS; i++) {
                var connection = connect();
                slow.add(connection);
                send(connection, head("POST", "application/json", 60_000) + "{\"name\":");
            }
            for (int i = 0; i < 5; i++) {
                agent().body("{\"name\": \"a\"}").post(THINGS).then().statusCode(201);
            }
        } finally {
            for (var connection : slow) {
                connection.close();
            }
        }
    }

    @Test
    void uploadThatStopsIsGivenUp() throws IOException {
        try (var connection = connect()) {
            send(connection, head("POST", "application/json", 200_000) + "{\"name\":" + " ".repeat(100_000));
            assertThat(answer(connection)).doesNotStartWith("HTTP/1.1 2");
        }
        agent().get(THINGS).then().statusCode(200);
    }

    @Test
    void headerThatIsTooLargeIsRefusedWithAProblem() throws IOException {
        try (var connection = connect()) {
            send(
                    connection,
                    "GET " + THINGS + " HTTP/1.1\r\nHost: localhost\r\nX-Filler: " + "a".repeat(20_000) + "\r\n\r\n");
            assertThat(answer(connection)).startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void apiSpeaksHttp2() throws Exception {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var request = HttpRequest.newBuilder(application.resolve(THINGS))
                    .header("Authorization", "Bearer " + issuer.token(SampleUser.ANNA))
                    .header("Content-Type", "application/json")
                    .timeout(LONG)
                    .POST(BodyPublishers.ofString("{\"name\": \"a\"}"))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }

    private Socket connect() throws IOException {
        var connection = new Socket(application.getHost(), application.getPort());
        connection.setSoTimeout((int) LONG.toMillis());
        return connection;
    }

    private String head(String method, String contentType, int length) {
        return """
                %s %s HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: %s
                Content-Length: %d

                """.replace("\n", "\r\n").formatted(method, THINGS, issuer.token(SampleUser.ANNA), contentType, length);
    }

    private static void send(Socket connection, String request) throws IOException {
        connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    /** The first bytes of the answer; nothing when the connection is closed without one. */
    private static String answer(Socket connection) throws IOException {
        return new String(connection.getInputStream().readNBytes(16), StandardCharsets.US_ASCII);
    }
}
