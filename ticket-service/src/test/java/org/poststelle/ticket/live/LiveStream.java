package org.poststelle.ticket.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A reader of the stream of events. */
final class LiveStream implements AutoCloseable {

    private final HttpClient client;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private volatile boolean ended;

    /** One event, as it was read. */
    record Event(String id, String name, String data) {}

    private LiveStream(HttpClient client, InputStream body) {
        this.client = client;
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    /**
     * Begins to read, once the stream says that it is ready.
     *
     * @param query of the address, empty or with a question mark
     * @param lastEventId the id of the event that was read last, if any was
     */
    static LiveStream open(String token, String query, @Nullable String lastEventId) {
        var stream = request(token, query, lastEventId);
        await().untilAsserted(
                        () -> assertThat(stream.events).extracting(Event::name).containsAnyOf("ready", "reset"));
        return stream;
    }

    private static LiveStream request(String token, String query, @Nullable String lastEventId) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/live" + query))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var client = HttpClient.newHttpClient();
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            return new LiveStream(client, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was read so far, without what is said about the stream itself. */
    List<Event> events() {
        return events.stream()
                .filter(event -> !event.name().equals("ready") && !event.name().equals("reset"))
                .toList();
    }

    /** What the stream said about itself. */
    List<Event> signals() {
        return events.stream()
                .filter(event -> event.name().equals("ready") || event.name().equals("reset"))
                .toList();
    }

    /** The comments, which keep the connection alive. */
    List<String> comments() {
        return comments;
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        client.shutdownNow();
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (var lines = new Scanner(body, StandardCharsets.UTF_8).useDelimiter("\n\n")) {
            while (lines.hasNext()) {
                add(lines.next());
            }
        } finally {
            ended = true;
        }
    }

    private void add(String block) {
        if (block.startsWith(":")) {
            comments.add(block);
            return;
        }
        events.add(new Event(field(block, "id"), field(block, "event"), field(block, "data")));
    }

    private static String field(String block, String name) {
        return block.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " in " + block));
    }
}
