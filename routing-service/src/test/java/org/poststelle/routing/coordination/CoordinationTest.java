package org.poststelle.routing.coordination;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.poststelle.routing.decision.TicketStory.DECIDED;
import static org.poststelle.routing.decision.TicketStory.UNDECIDED;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.routing.decision.TicketStory;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init")
class CoordinationTest {

    private static final SampleUser AGENT = SampleUser.ANNA;
    private static final SampleUser COORDINATOR = SampleUser.KURT;
    private static final SampleUser COORDINATOR_OF_ANOTHER_CENTRE =
            new SampleUser("tina.coordinator", "coordinator", "TR", null);
    private static final String PROBLEM = "urn:poststelle:problem:";

    Topics topics;
    TokenIssuer issuer;
    Database database;

    @Inject
    Reconsideration reconsideration;

    @BeforeEach
    void loadSampleDirectory() {
        SampleDocument.read().load(issuer);
    }

    @Test
    void coordinatorDecidesWhatTheRuleCouldNot() {
        var ticket = undecided();

        choose(COORDINATOR, ticket.id, "koblenz-buergeramt")
                .statusCode(200)
                .body("hop", equalTo(1))
                .body("decidedBy", equalTo("COORDINATOR"))
                .body("note", equalTo("Steueramt im Haus"))
                .body(
                        "outcome.explanation",
                        contains("Die Koordination hat Stadtverwaltung Koblenz, Bürgeramt gewählt."));

        var event = ticket.decision(2);
        assertThat(event.type()).isEqualTo(DECIDED);
        assertThat(event.body().get("authority").asText()).isEqualTo("koblenz-buergeramt");
        assertThat(event.body().get("decidedBy").asText()).isEqualTo("COORDINATOR");
        assertThat(event.body().get("hop").asInt()).isEqualTo(1);
        assertThat(event.body().toString()).doesNotContain("Steueramt", "kurt");
        as(COORDINATOR)
                .get("/api/v1/routing/undecided?limit=100")
                .then()
                .body("items.ticketId", not(hasItem(ticket.id.toString())));
    }

    @Test
    void ticketIsDecidedByItselfWhenTheDirectoryIsMended() {
        var ticket = undecided();
        var another = new TicketStory(topics, "KO").created("local:katzensteuer", "071110000000");
        another.decision(1);
        reconsideration.reconsider();
        assertThat(topics.about(ticket.id, "routing")).hasSize(1);

        SampleDocument.read()
                .with("services", "{'key':'local:hundesteuer','name':{'de':'Hundesteuer','en':'Dog tax'}}")
                .with(
                        "competences",
                        "{'authority':'koblenz-buergeramt','regionKey':'07111','services':['local:hundesteuer']}")
                .load(issuer);
        reconsideration.reconsider();

        var event = ticket.decision(2);
        assertThat(event.body().get("authority").asText()).isEqualTo("koblenz-buergeramt");
        assertThat(event.body().get("decidedBy").asText()).isEqualTo("RULE");
        assertThat(event.body().get("hop").asInt()).as("the coordinator's").isEqualTo(1);
        assertThat(event.version()).isEqualTo(2);
        choose(COORDINATOR, ticket.id, "koblenz-buergeramt").statusCode(409);
        reconsideration.reconsider();
        assertThat(topics.about(ticket.id, "routing")).hasSize(2);
        assertThat(topics.about(another.id, "routing")).hasSize(1);
    }

    @Test
    void ticketsToReconsiderAreFoundByTheirIndex() {
        var plan = database.plan("""
                select * from routed_ticket
                where undecided is not null and (considered_on, considered_version) < (date '2026-11-28', 4)
                order by considered_on, considered_version limit 100 for update skip locked
                """);

        assertThat(plan).anyMatch(line -> line.contains("routed_ticket_to_reconsider"));
    }

    @Test
    void secondOfTwoClicksIsRefusedAndPublishesNothing() throws Exception {
        var ticket = undecided();
        Callable<Integer> click = () ->
                choose(COORDINATOR, ticket.id, "koblenz-buergeramt").extract().statusCode();
        var statuses = new ArrayList<Integer>();

        try (var clicks = Executors.newFixedThreadPool(2)) {
            for (var answer : clicks.invokeAll(List.of(click, click))) {
                statuses.add(answer.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        ticket.returnedWithoutProposal("koblenz-buergeramt");
        assertThat(ticket.decision(3).body().get("hop").asInt()).isEqualTo(2);
        assertThat(topics.about(ticket.id, "routing")).hasSize(3);
    }

    @Test
    void ticketReturnedTooOftenIsLeftToACoordinator() {
        var ticket = undecided();
        for (int hop = 1; hop <= 4; hop++) {
            choose(COORDINATOR, ticket.id, "koblenz-buergeramt").statusCode(200);
            ticket.returnedWithoutProposal("koblenz-buergeramt");
            ticket.decision(2 * hop + 1);
        }

        var last = ticket.decision(9).body();

        assertThat(last.get("hop").asInt()).isEqualTo(5);
        assertThat(last.get("reason").asText()).isEqualTo("TOO_MANY_HOPS");
    }

    @Test
    void decidedTicketCannotBeDecidedAgain() {
        var ticket = new TicketStory(topics, "KO").created();
        ticket.decision(1);

        choose(COORDINATOR, ticket.id, "koblenz-buergeramt")
                .statusCode(409)
                .body("type", equalTo(PROBLEM + "not-undecided"))
                .body("title", equalTo("Schon entschieden"));
    }

    @Test
    void unknownAuthorityCannotBeChosen() {
        var ticket = undecided();

        choose(COORDINATOR, ticket.id, "koblenz-steueramt")
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "unknown-authority"))
                .body("field", equalTo("authority"));
    }

    @Test
    void retiredAuthorityCannotBeChosen() {
        SampleDocument.read()
                .with("authorities", "{'key':'old','name':'Alt','mailbox':'alt@koblenz.example','regionKey':'07111'}")
                .load(issuer);
        SampleDocument.read().load(issuer);
        var ticket = undecided();

        choose(COORDINATOR, ticket.id, "old").statusCode(422);
    }

    @Test
    void otherCentreCannotSeeTicket() {
        var ticket = undecided();

        choose(COORDINATOR_OF_ANOTHER_CENTRE, ticket.id, "stadt-trier")
                .statusCode(404)
                .body("type", equalTo(PROBLEM + "not-found"));
        as(COORDINATOR_OF_ANOTHER_CENTRE)
                .get("/api/v1/routing/undecided?limit=100")
                .then()
                .statusCode(200)
                .body("items.ticketId", not(hasItem(ticket.id.toString())));
    }

    @Test
    void queueIsPagedLongestWaitingFirst() {
        var centre = "QU";
        var coordinator = new SampleUser("quirin.coordinator", "coordinator", centre, null);
        var tickets = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var ticket = new TicketStory(topics, centre).created("local:hundesteuer", "071110000000");
            assertThat(ticket.decision(1).type()).isEqualTo(UNDECIDED);
            tickets.add(ticket.id.toString());
        }

        var first = as(coordinator)
                .get("/api/v1/routing/undecided?limit=2")
                .then()
                .statusCode(200)
                .body("items.ticketId", equalTo(tickets.subList(0, 2)))
                .body("items.reason", everyItem(equalTo("UNKNOWN_SERVICE")))
                .header("Link", containsString("rel=\"next\""))
                .extract();
        as(coordinator)
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("next"))
                .get("/api/v1/routing/undecided")
                .then()
                .body("items.ticketId", equalTo(tickets.subList(2, 3)))
                .body("$", not(hasKey("next")));
    }

    @Test
    void unreadableCursorIsRefused() {
        as(COORDINATOR)
                .get("/api/v1/routing/undecided?cursor=nowhere")
                .then()
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "invalid-cursor"));
    }

    @Test
    void queueIsForCoordinators() {
        given().get("/api/v1/routing/undecided")
                .then()
                .statusCode(401)
                .body("type", equalTo(PROBLEM + "unauthenticated"));
        as(AGENT).get("/api/v1/routing/undecided").then().statusCode(403);
        as(SampleUser.CARLA).get("/api/v1/routing/undecided").then().statusCode(403);
        choose(AGENT, UUID.randomUUID(), "koblenz-buergeramt").statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"authority\":\"koblenz-buergeramt\",\"more\":1} | 400 | unknown-field",
                "{\"authority\": | 400 | malformed-json",
                "{} | 422 | invalid-input",
                "{\"authority\":\"koblenz-buergeramt\",\"note\":\"a\\u0000b\"} | 422 | invalid-input"
            })
    void unreadableChoiceIsRefused(String body, int status, String problem) {
        as(COORDINATOR)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/routing/tickets/{id}/decision", UUID.randomUUID())
                .then()
                .statusCode(status)
                .body("type", equalTo(PROBLEM + problem));
    }

    private TicketStory undecided() {
        var ticket = new TicketStory(topics, "KO").created("local:hundesteuer", "071110000000");
        assertThat(ticket.decision(1).type()).isEqualTo(UNDECIDED);
        return ticket;
    }

    private ValidatableResponse choose(SampleUser user, UUID ticketId, String authority) {
        return as(user).contentType("application/json")
                .body("{\"authority\":\"%s\",\"note\":\"Steueramt im Haus\"}".formatted(authority))
                .post("/api/v1/routing/tickets/{id}/decision", ticketId)
                .then();
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user));
    }
}
