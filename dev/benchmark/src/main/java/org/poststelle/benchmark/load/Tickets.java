package org.poststelle.benchmark.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What people do with tickets, as requests. */
public final class Tickets {

    private static final String BEGAN_AT = "beganAt";

    private static final String ENQUIRY = """
            {"serviceKey": "local:elterngeld", "regionKey": "071110000000",
             "subject": "Elterngeld für Zwillinge",
             "text": "Wie lange bekomme ich Elterngeld für Zwillinge, und welche Unterlagen werden gebraucht?",
             "replyChannel": "EMAIL",
             "citizen": {"name": "Rosa Muster", "email": "rosa.muster@buergerin.example", "language": "en"}}""";

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
