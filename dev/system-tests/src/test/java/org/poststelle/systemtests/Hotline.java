package org.poststelle.systemtests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/**
 * The people at the gateway: agents, clerks, coordinators. They behave as their programs do: what fails because something is
 * being restarted is sent again, with the same idempotency key or on the version read anew.
 */
final class Hotline {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What a gateway or service answers while something is being restarted; any other error is one of ours. */
    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalStack stack;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Hotline(LocalStack stack) {
        this.stack = stack;
    }

    /** A ticket as its reader saw it. */
    record Seen(UUID id, String reference, String state, long version, JsonNode body) {}

    /** Registers an enquiry: all of it in one JSON document. */
    Seen create(SampleUser agent, String enquiry) {
        var key = UUID.randomUUID().toString();
        return seen(insist(() -> send(agent, "POST", "/api/v1/tickets", Map.of("Idempotency-Key", key), enquiry)));
    }

    Seen read(SampleUser user, UUID ticket) {
        return seen(insist(() -> send(user, "GET", "/api/v1/tickets/" + ticket, Map.of(), null)));
    }

    /** Waits until the ticket is as wanted; whoever may not see it yet goes on waiting. */
    Seen awaitTicket(SampleUser user, UUID ticket, Predicate<Seen> wanted) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> read(user, ticket), wanted);
    }

    /**
     * Acts on a ticket. When the answer to the first try was lost and the change had happened, the second try says so with
     * another version, which counts as done.
     */
    Seen act(SampleUser user, Seen seen, String action, @Nullable String body) {
        return change("POST", user, seen, action, body);
    }

    /** Corrects a part of a ticket, in the same way. */
    Seen correct(SampleUser user, Seen seen, String part, String body) {
        return change("PUT", user, seen, part, body);
    }

    private Seen change(String method, SampleUser user, Seen seen, String action, @Nullable String body) {
        var headers = Map.of("If-Match", "\"" + seen.version() + "\"");
        var path = "/api/v1/tickets/" + seen.id() + "/" + action;
        var tries = new int[1];
        var answer = insist(() -> {
            tries[0]++;
            var response = send(user, method, path, headers, body);
            return response.statusCode() == 412 && tries[0] > 1
                    ? send(user, "GET", "/api/v1/tickets/" + seen.id(), Map.of(), null)
                    : response;
        });
        return seen(answer);
    }

    /** What happened to a ticket, oldest first. */
    List<String> history(SampleUser user, UUID ticket) {
        var page = insist(() -> send(user, "GET", "/api/v1/tickets/" + ticket + "/history?limit=100", Map.of(), null));
        return page.path("items").findValuesAsText("type");
    }

    JsonNode get(SampleUser user, String path) {
        return insist(() -> send(user, "GET", path, Map.of(), null));
    }

    JsonNode post(SampleUser user, String path, String body) {
        return insist(() -> send(user, "POST", path, Map.of(), body));
    }

    /** What a service has parked, up to a hundred records. */
    JsonNode parkedRecords(Service service) {
        return insist(() -> send(
                        stack.url(service),
                        SampleUser.ADAM,
                        "GET",
                        "/operations/parked-records?limit=100",
                        Map.of(),
                        null))
                .path("items");
    }

    /** One request, whatever comes of it. */
    HttpResponse<String> send(
            SampleUser user, String method, String path, Map<String, String> headers, @Nullable String body) {
        return send(stack.gatewayUrl(), user, method, path, headers, body);
    }

    private HttpResponse<String> send(
            URI server,
            SampleUser user,
            String method,
            String path,
            Map<String, String> headers,
            @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Authorization", "Bearer " + stack.issuer().token(user))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Nobody answered: a service is being restarted. */
    static final class Unanswered extends RuntimeException {
        Unanswered(IOException cause) {
            super(cause);
        }
    }

    private interface Attempt {
        HttpResponse<String> send();
    }

    private static JsonNode insist(Attempt attempt) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var response = attempt.send();
                if (response.statusCode() < 300) {
                    return JSON.readTree(response.body());
                }
                var mayPass = UNAVAILABLE.contains(response.statusCode()) || isStillRunning(response);
                if (!mayPass || System.nanoTime() > deadline) {
                    throw new AssertionError(response.statusCode() + " " + response.body());
                }
            } catch (Unanswered e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            pause();
        }
    }

    private static boolean isStillRunning(HttpResponse<String> response) {
        return response.body().contains("urn:poststelle:problem:still-running");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Seen seen(JsonNode ticket) {
        return new Seen(
                UUID.fromString(ticket.path("id").asText()),
                ticket.path("reference").asText(),
                ticket.path("state").asText(),
                ticket.path("version").asLong(),
                ticket);
    }
}
