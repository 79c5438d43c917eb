package org.poststelle.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.poststelle.localstack.server.ReceivedMail;
import org.poststelle.localstack.server.SampleUser;

/**
 * One ticket, sent through the whole system and told as it goes: an Elterngeld question from Koblenz. Only what anyone can
 * see is used: the API through the gateway, the topics, and the mail that arrived.
 */
final class DemoTicket implements AutoCloseable {

    /** Longer than from one stage of a broken promise to the next. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Duration A_PROMISE_AND_MORE = Duration.ofMinutes(2);
    private static final Duration FOR_A_CALL = Duration.ofMinutes(1);
    private static final String EVENT_TYPE = "org.poststelle.";
    private static final String CITIZEN = "rosa.muster@buergerin.example";
    private static final String AUTHORITY = "elterngeld@koblenz.example";
    private static final String KOBLENZ = "071110000000";
    private static final String POLICY = "/api/v1/promise-policy";
    private static final DateTimeFormatter IN_KOBLENZ =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneId.of("Europe/Berlin"));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<?> ESCALATION = List.of(
            Map.of("percent", 50, "recipients", List.of("AUTHORITY")),
            Map.of("percent", 100, "recipients", List.of("AUTHORITY")));
    private static final JsonNode WITHIN_A_MINUTE = JSON.valueToTree(Map.of(
            "serviceHours",
                    Stream.of(DayOfWeek.values())
                            .map(day -> Map.of("day", day, "opens", "00:00", "closes", "23:59"))
                            .toList(),
            "closedDays", List.of(),
            "rules", List.of(Map.of("mode", "SERVICE_HOURS", "serviceTime", "PT1M", "escalation", ESCALATION))));

    private final LocalStack stack;
    private final Consumer<String> tell;
    private final HttpClient http = HttpClient.newHttpClient();
    private final KafkaConsumer<String, byte[]> topics;
    private final Set<ReceivedMail> toldMail = new HashSet<>();
    private final Instant startOfWalk = Instant.now();
    private long calledAt;

    /**
     * Prepares the walk; from now on it sees what is published.
     *
     * @param tell is given the story, line by line
     */
    DemoTicket(LocalStack stack, Consumer<String> tell) {
        this.stack = stack;
        this.tell = tell;
        topics = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafkaBootstrapServers(), "fetch.max.wait.ms", 20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = LocalStack.topics().stream()
                .flatMap(topic -> topics.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        topics.assign(partitions);
        topics.seekToEnd(partitions);
        partitions.forEach(topics::position);
    }

    /** Walks the ticket through; throws {@link StackStartException} at the first step that does not happen in time. */
    void walk() {
        call(SampleUser.ADAM, "PUT", "/api/v1/directory", sampleDirectory(), Map.of("If-Match", "*"), 204);
        tell.accept("adam.admin loaded the sample directory");

        var ticket = create();

        var path = "/api/v1/tickets/" + ticket;
        var seen = call(SampleUser.CARLA, "GET", path, null, Map.of(), 200);
        var accepted = call(SampleUser.CARLA, "POST", path + "/acceptance", null, ifMatch(seen), 200);
        tellSinceCall("carla.clerk accepted it for the Elterngeldstelle");
        awaitAll(ticket, "ticket.accepted");

        var answer = JSON.valueToTree(Map.of(
                "text", "Bitte senden Sie uns die Geburtsurkunde und Ihre Einkommensnachweise binnen drei Monaten."));
        call(SampleUser.CARLA, "POST", path + "/answer", answer, ifMatch(accepted), 200);
        tellSinceCall("carla.clerk answered it");
        awaitAll(ticket, "ticket.answered", "sla.met", "notification.sent ANSWER", "mail to " + CITIZEN);
    }

    /**
     * Shows a promise that is broken: the centre of Koblenz promises an answer within a minute, nobody answers, the authority is
     * reminded and told, and the citizen gets an apology. Then the centre has its policy back.
     */
    void walkToBreach() {
        var policy = call(SampleUser.KURT, "GET", POLICY, null, Map.of(), 200);
        call(SampleUser.KURT, "PUT", POLICY, WITHIN_A_MINUTE, ifMatch(policy), 204);
        tell.accept("kurt.coordinator promises answers within a minute");
        try {
            var quote = body(call(
                    SampleUser.ANNA,
                    "GET",
                    "/api/v1/promises/quote?serviceKey=local:elterngeld&regionKey=" + KOBLENZ,
                    null,
                    Map.of(),
                    200));
            if (Instant.parse(quote.required("dueAt").asText())
                    .isAfter(Instant.now().plus(A_PROMISE_AND_MORE))) {
                throw new StackStartException("There is no service in Koblenz today, so no promise can be broken.");
            }
            var ticket = create();
            awaitAll(ticket, "sla.warned", "notification.sent REMINDER", "mail to " + AUTHORITY);
            awaitAll(
                    ticket,
                    "sla.breached",
                    "notification.sent OVERDUE",
                    "notification.sent DELAYED",
                    "mail to " + AUTHORITY,
                    "mail to " + CITIZEN);
        } finally {
            call(SampleUser.KURT, "PUT", POLICY, body(policy), Map.of("If-Match", "*"), 204);
        }
        tell.accept("kurt.coordinator promises what he did before");
    }

    /** An agent creates a ticket, and what follows by itself happens. */
    private String create() {
        var created = call(
                SampleUser.ANNA,
                "POST",
                "/api/v1/tickets",
                JSON.valueToTree(Map.of(
                        "serviceKey", "local:elterngeld",
                        "regionKey", KOBLENZ,
                        "subject", "Elterngeld nach der Geburt",
                        "text", "Welche Unterlagen werden gebraucht, und bis wann?",
                        "replyChannel", "EMAIL",
                        "citizen", Map.of("name", "Rosa Muster", "email", CITIZEN, "language", "de"))),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                201);
        var ticket = body(created).required("id").asText();
        tellSinceCall("anna.agent created ticket %s for a caller from Koblenz"
                .formatted(body(created).required("reference").asText()));
        awaitAll(
                ticket,
                "ticket.created",
                "routing.decided",
                "ticket.forwarded",
                "sla.promised",
                "notification.sent RECEIPT",
                "notification.sent FORWARDED",
                "mail to " + CITIZEN,
                "mail to " + AUTHORITY);
        return ticket;
    }

    @Override
    public void close() {
        topics.close();
        http.close();
    }

    /** Tells what happens to the ticket until all of it has happened. */
    private void awaitAll(String ticket, String... happenings) {
        var missing = new TreeSet<>(List.of(happenings));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!missing.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new StackStartException("After %d s this has not happened: %s. The logs of the services say why."
                        .formatted(PATIENCE.toSeconds(), String.join(", ", missing)));
            }
            for (var record : topics.poll(Duration.ofMillis(20))) {
                if (ticket.equals(record.key())) {
                    missing.remove(tell(record));
                }
            }
            for (var mail : stack.receivedMail()) {
                if (mail.receivedAt().isAfter(startOfWalk) && toldMail.add(mail)) {
                    tellSinceCall("    mail          to %s: %s".formatted(mail.recipient(), mail.subject()));
                    missing.remove("mail to " + mail.recipient());
                }
            }
        }
    }

    private String tell(ConsumerRecord<String, byte[]> record) {
        var type = header(record, "ce_type");
        var name = type.substring(type.startsWith(EVENT_TYPE) ? EVENT_TYPE.length() : 0)
                .replace(".v1", "");
        var event = read(record.value());
        tellSinceCall("    %-13s %-18s %s".formatted(record.topic(), name, detail(name, event)));
        return name.startsWith("notification.")
                ? name + " " + event.path("kind").asText()
                : name;
    }

    /** What is worth telling of an event. */
    private static String detail(String name, JsonNode event) {
        return switch (name) {
            case "routing.decided", "ticket.forwarded" ->
                "to " + event.path("authority").asText();
            case "sla.promised" ->
                "answer due "
                        + IN_KOBLENZ.format(Instant.parse(event.path("dueAt").asText()));
            case "sla.warned" -> event.path("percent").asText() + " % of the time have passed";
            case "notification.sent", "notification.failed" ->
                "%s to %s"
                        .formatted(
                                event.path("kind").asText(),
                                event.path("recipient").asText());
            default -> "";
        };
    }

    private void tellSinceCall(String what) {
        tell.accept("%-96s %5d ms".formatted(what, (System.nanoTime() - calledAt) / 1_000_000));
    }

    /** Calls the API through the gateway as that user, and expects this status. */
    private HttpResponse<byte[]> call(
            SampleUser user,
            String method,
            String path,
            @Nullable JsonNode body,
            Map<String, String> headers,
            int expected) {
        var request = HttpRequest.newBuilder(stack.gatewayUrl().resolve(path))
                .timeout(FOR_A_CALL)
                .header("Authorization", "Bearer " + login(user))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        calledAt = System.nanoTime();
        var answer = send(request.build());
        if (answer.statusCode() != expected) {
            throw new StackStartException("%s %s as %s was answered with %d instead of %d: %s"
                    .formatted(
                            method,
                            path,
                            user.name(),
                            answer.statusCode(),
                            expected,
                            new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    private static Map<String, String> ifMatch(HttpResponse<byte[]> seen) {
        return Map.of("If-Match", seen.headers().firstValue("ETag").orElse("none"));
    }

    /** Logs in as the README shows it. */
    private String login(SampleUser user) {
        var form = "grant_type=password&client_id=poststelle&username=%s&password=sample".formatted(user.name());
        var answer = send(HttpRequest.newBuilder(URI.create(stack.issuer().issuer() + "/token"))
                .timeout(FOR_A_CALL)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        return body(answer).required("access_token").asText();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new StackStartException(
                    "%s %s was not answered: %s".formatted(request.method(), request.uri(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a call was made", e);
        }
    }

    private static JsonNode sampleDirectory() {
        try (InputStream directory = DemoTicket.class.getResourceAsStream("/sample-directory.json")) {
            if (directory == null) {
                throw new IllegalStateException("The sample directory is not on the class path");
            }
            return read(directory.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static JsonNode body(HttpResponse<byte[]> answer) {
        return read(answer.body());
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("No JSON", e);
        }
    }
}
