package org.poststelle.benchmark.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/** What people do with tickets, as requests. */
public final class Tickets {

    private static final String BEGAN_AT = "beganAt";

    /** What an agent sends to create a ticket. */
    public static final String ENQUIRY = """
            {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
             "subject": "Elterngeld für Zwillinge",
             "text": "Wie lange bekomme ich Elterngeld für Zwillinge, und welche Unterlagen werden gebraucht?",
             "replyChannel": "EMAIL",
             "citizen": {"name": "Rosa Muster", "email": "rosa.muster@buergerin.example", "language": "en"}}""";

    private static final String ANSWER =
            "{\"text\": \"Vierzehn Monate. Bitte senden Sie uns die Geburtsurkunden und Ihre Einkommensnachweise.\"}";

    private Tickets() {}

    /**
     * An agent creates a ticket.
     *
     * @param created is told the reference of each ticket and when its request began
     */
    public static ChainBuilder create(String token, Recorder recorder, BiConsumer<String, Long> created) {
        return exec(session -> session.set("key", UUID.randomUUID().toString()).set(BEGAN_AT, System.nanoTime()))
                .exec(http("create")
                        .post("/api/v1/tickets")
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", "#{key}")
                        .body(StringBody(ENQUIRY))
                        .check(status().is(201), jsonPath("$.reference").saveAs("reference")))
                .exec(session -> {
                    if (!session.isFailed()) {
                        created.accept(session.getString("reference"), session.getLong(BEGAN_AT));
                    }
                    return note(session, recorder);
                });
    }

    /** An agent reads one of these tickets, any of them. */
    public static ChainBuilder read(String token, Recorder recorder, List<UUID> ids) {
        return exec(session -> session.set(BEGAN_AT, System.nanoTime())
                        .set("id", ids.get(ThreadLocalRandom.current().nextInt(ids.size()))))
                .exec(http("read")
                        .get("/api/v1/tickets/#{id}")
                        .header("Authorization", "Bearer " + token)
                        .check(status().is(200)))
                .exec(session -> note(session, recorder));
    }

    /** An agent looks at the newest fifty. */
    public static ChainBuilder list(String token, Recorder recorder) {
        return exec(session -> session.set(BEGAN_AT, System.nanoTime()))
                .exec(http("list")
                        .get("/api/v1/tickets?limit=50")
                        .header("Authorization", "Bearer " + token)
                        .check(status().is(200)))
                .exec(session -> note(session, recorder));
    }

    /**
     * A clerk accepts one of the forwarded tickets and answers it: two requests. The user leaves when there is none left.
     *
     * @param forwarded is emptied
     */
    public static ChainBuilder acceptAndAnswer(String token, Recorder recorder, Queue<Forwarded> forwarded) {
        return exec(session -> {
                    var ticket = forwarded.poll();
                    return ticket == null
                            ? session.markAsFailed()
                            : session.set("id", ticket.id())
                                    .set("version", ticket.version())
                                    .set("nextVersion", ticket.version() + 1)
                                    .set(BEGAN_AT, System.nanoTime());
                })
                .exitHereIfFailed()
                .exec(http("accept")
                        .post("/api/v1/tickets/#{id}/acceptance")
                        .header("Authorization", "Bearer " + token)
                        .header("If-Match", "\"#{version}\"")
                        .check(status().is(200)))
                .exec(http("answer")
                        .post("/api/v1/tickets/#{id}/answer")
                        .header("Authorization", "Bearer " + token)
                        .header("If-Match", "\"#{nextVersion}\"")
                        .body(StringBody(ANSWER))
                        .check(status().is(200)))
                .exec(session -> note(session, recorder));
    }

    /**
     * A ticket that waits for a clerk.
     *
     * @param version without which it cannot be changed
     */
    public record Forwarded(UUID id, long version) {}

    /** After a failure the user begins with the next unit. */
    private static Session note(Session session, Recorder recorder) {
        if (session.isFailed()) {
            recorder.failed();
        } else {
            recorder.finished(session.getLong(BEGAN_AT));
        }
        return session.markAsSucceeded();
    }
}
