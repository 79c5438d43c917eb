package org.poststelle.ticket;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.Topics;

/** The API of the service as its users call it, and routing-service as it answers. */
public final class TicketApi {

    public static final String ELTERNGELD = "koblenz-elterngeldstelle";
    public static final SampleUser BUERGERAMT = new SampleUser("bea.clerk", "clerk", null, "koblenz-buergeramt");

    public static final String ENQUIRY = """
            {"serviceKey": "local:elterngeld", "regionKey": "071110000000", "subject": "Frage zum Elterngeld",
             "text": "Welche Unterlagen brauche ich?\\nDanke!", "replyChannel": "EMAIL",
             "citizen": {"name": "Erika Beispiel", "email": "erika@beispiel.example", "language": "de"}}""";

    private static final String DECIDED = "org.poststelle.routing.decided.v1";

    private final TokenIssuer issuer;
    private final Topics topics;

    public TicketApi(TokenIssuer issuer, Topics topics) {
        this.issuer = issuer;
        this.topics = topics;
    }

    /** What the agent tells the citizen. */
    public record Receipt(UUID id, String reference) {}

    public RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user)).contentType(ContentType.JSON);
    }

    public UUID create() {
        return create(ENQUIRY).id();
    }

    public Receipt create(String enquiry) {
        var created =
                post(UUID.randomUUID().toString(), enquiry).statusCode(201).extract();
        return new Receipt(UUID.fromString(created.path("id")), created.path("reference"));
    }

    /** @param key the idempotency key, none for a request without */
    public ValidatableResponse post(@Nullable String key, String enquiry) {
        var request = as(SampleUser.ANNA).body(enquiry);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/api/v1/tickets").then();
    }

    public ValidatableResponse act(SampleUser user, UUID id, String action, long version, @Nullable String body) {
        var request = as(user).header("If-Match", "\"" + version + "\"");
        if (body != null) {
            request.body(body);
        }
        return request.post("/api/v1/tickets/{id}/{action}", id, action).then();
    }

    /** Corrects a part of a ticket. */
    public ValidatableResponse put(SampleUser user, UUID id, String part, long version, String body) {
        return as(user).header("If-Match", "\"" + version + "\"")
                .body(body)
                .put("/api/v1/tickets/{id}/{part}", id, part)
                .then();
    }

    public ValidatableResponse ticket(SampleUser user, UUID id) {
        return as(user).get("/api/v1/tickets/{id}", id).then().statusCode(200);
    }

    public ValidatableResponse history(SampleUser user, UUID id) {
        return as(user).queryParam("limit", 100)
                .get("/api/v1/tickets/{id}/history", id)
                .then()
                .statusCode(200);
    }

    /** Routing decides on the ticket as it is, which is forwarded; returns the id of the decision's event. */
    public UUID decide(UUID id, int hop, String authority) {
        var ticket = ticket(SampleUser.ANNA, id).extract();
        var event = topics.publish(
                "routing",
                DECIDED,
                id,
                hop,
                "KO",
                decided(id, hop, authority, ticket.path("serviceKey"), ticket.path("regionKey")));
        await().untilAsserted(() ->
                ticket(SampleUser.ANNA, id).body("state", equalTo("FORWARDED")).body("hop", equalTo(hop)));
        return event;
    }

    /** What routing-service says when it has decided, by its own example. */
    public static String decided(UUID id, int hop, String authority) {
        return decided(id, hop, authority, "local:elterngeld", "071110000000");
    }

    private static String decided(UUID id, int hop, String authority, String service, String region) {
        return ((ObjectNode) Contracts.of("routing-service").example(DECIDED))
                .put("ticketId", id.toString())
                .put("decisionId", UUID.randomUUID().toString())
                .put("authority", authority)
                .put("hop", hop)
                .put("serviceKey", service)
                .put("regionKey", region)
                .toString();
    }

    /** The ids of the parked records of a ticket. */
    public List<Integer> parked(UUID ticketId, String reason) {
        return as(SampleUser.ADAM)
                .queryParam("limit", 100)
                .get("/operations/parked-records")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.findAll { it.ticketId == '%s' && it.reason == '%s' }.id".formatted(ticketId, reason));
    }

    public static Matcher<String> problem(String code) {
        return equalTo("urn:poststelle:problem:" + code);
    }
}
