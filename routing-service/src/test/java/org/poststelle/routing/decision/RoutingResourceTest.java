package org.poststelle.routing.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.poststelle.routing.decision.TicketStory.DECIDED;
import static org.poststelle.routing.decision.TicketStory.UNDECIDED;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

/** What agents and coordinators can see and do. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init")
class RoutingResourceTest {

    private static final SampleUser AGENT = SampleUser.ANNA;
    private static final SampleUser COORDINATOR = SampleUser.KURT;
    private static final SampleUser COORDINATOR_OF_ANOTHER_CENTRE =
            new SampleUser("tina.coordinator", "coordinator", "TR", null);
    private static final String PROBLEM = "urn:poststelle:problem:";

    Topics topics;
    TokenIssuer issuer;

    @BeforeEach
    void theSampleDirectoryIsLoaded() {
        SampleDocument.read().load(issuer);
    }

    @Test
    void aDryRunTellsWhoWouldGetTheTicketAndWhy() {
        route("99085001000000", "010560021021")
                .statusCode(200)
                .body("authority", equalTo("stadt-quickborn"))
                .body("legalAuthority", equalTo("gemeinde-hasloh"))
                .body(
                        "explanation",
                        contains(
                                "Der Ort ist Hasloh (Regionalschlüssel 010560021021).",
                                "Die Leistung ist „Reisepass“ (Schlüssel 99085001000000).",
                                "Es zählt das nächstgelegene Gebiet und dort die genaueste Leistung.",
                                "Gemeinde Hasloh ist zuständig für 99085 im Gebiet Hasloh.",
                                "Stadtverwaltung Quickborn erledigt die Aufgaben von Gemeinde Hasloh in"
                                        + " Verwaltungskooperation."));
    }

    @Test
    void aDryRunThatFindsNobodySaysSo() {
        route("99108009000000", "071110000000")
                .statusCode(200)
                .body("reason", equalTo("NO_COMPETENCE"))
                .body("$", not(hasKey("authority")));
    }

    @ParameterizedTest
    @CsvSource({
        "99036008071000, 072355003068, kreis-trier-saarburg",
        "99008001012000, 072355003068, vg-konz",
        "99008001012000, 072110000000, stadt-trier",
        "local:elterngeld, 097630000000, zbfs-schwaben",
        "99108047050002, 160745052018, saale-holzland-ordnungsamt",
        "local:elterngeld, 071110000000, koblenz-elterngeldstelle"
    })
    void theDatabaseFindsWhatTheFoundingScenariosAskFor(String service, String region, String authority) {
        route(service, region).statusCode(200).body("authority", equalTo(authority));
    }

    @ParameterizedTest
    @CsvSource({"abc, 071110000000, leistungsschluessel", "local:elterngeld, 0711, ars", "local:elterngeld,, ars"})
    void aDryRunWithAKeyThatIsNoneNamesTheParameter(String service, @Nullable String region, String parameter) {
        route(service, region)
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "invalid-input"))
                .body("violations.field", contains(parameter));
    }

    @Test
    void theDecisionsOnATicketAreToldInTheReadersLanguage() {
        var ticket = undecided();

        as(AGENT)
                .header("Accept-Language", "en")
                .get("/api/v1/routing/tickets/{id}/decisions", ticket.id)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].hop", equalTo(1))
                .body("items[0].decidedBy", equalTo("RULE"))
                .body("items[0].outcome.reason", equalTo("UNKNOWN_SERVICE"))
                .body(
                        "items[0].outcome.explanation",
                        contains(
                                "The place is Koblenz (regional key 071110000000).",
                                "The directory has no service with the key local:hundesteuer."));
    }

    @Test
    void aCoordinatorDecidesWhatTheRuleCouldNot() {
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
    void theSecondOfTwoClicksIsRefusedAndPublishesNothing() throws Exception {
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
    void aTicketThatKeepsComingBackIsLeftToTheCoordinatorAfterFourForwardings() {
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
    void aTicketThatIsDecidedCannotBeDecidedAgain() {
        var ticket = new TicketStory(topics, "KO").created();
        ticket.decision(1);

        choose(COORDINATOR, ticket.id, "koblenz-buergeramt")
                .statusCode(409)
                .body("type", equalTo(PROBLEM + "not-undecided"))
                .body("title", equalTo("Schon entschieden"));
    }

    @Test
    void anAuthorityThatIsNotInTheDirectoryCannotBeChosen() {
        var ticket = undecided();

        choose(COORDINATOR, ticket.id, "koblenz-steueramt")
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "unknown-authority"))
                .body("field", equalTo("authority"));
    }

    @Test
    void aRetiredAuthorityCannotBeChosen() {
        SampleDocument.read()
                .with("authorities", "{'key':'old','name':'Alt','mailbox':'alt@koblenz.example','regionKey':'07111'}")
                .load(issuer);
        SampleDocument.read().load(issuer);
        var ticket = undecided();

        choose(COORDINATOR, ticket.id, "old").statusCode(422);
    }

    @Test
    void theTicketsOfAnotherCentreDoNotExist() {
        var ticket = undecided();

        choose(COORDINATOR_OF_ANOTHER_CENTRE, ticket.id, "stadt-trier")
                .statusCode(404)
                .body("type", equalTo(PROBLEM + "not-found"));
        as(SampleUser.TOM)
                .get("/api/v1/routing/tickets/{id}/decisions", ticket.id)
                .then()
                .statusCode(404);
        as(COORDINATOR_OF_ANOTHER_CENTRE)
                .get("/api/v1/routing/undecided?limit=100")
                .then()
                .statusCode(200)
                .body("items.ticketId", not(hasItem(ticket.id.toString())));
    }

    @Test
    void theQueueIsReadPageByPageLongestWaitingFirst() {
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
    void aCursorFromNowhereIsRefused() {
        as(COORDINATOR)
                .get("/api/v1/routing/undecided?cursor=nowhere")
                .then()
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "invalid-cursor"));
    }

    @Test
    void aTokenIsNeededAndTheRightRole() {
        given().get("/api/v1/routing/undecided")
                .then()
                .statusCode(401)
                .body("type", equalTo(PROBLEM + "unauthenticated"));
        as(AGENT).get("/api/v1/routing/undecided").then().statusCode(403);
        as(SampleUser.CARLA)
                .get("/api/v1/routing/tickets/{id}/decisions", UUID.randomUUID())
                .then()
                .statusCode(403);
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
    void whatCannotBeReadIsRefused(String body, int status, String problem) {
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

    private ValidatableResponse route(String service, @Nullable String region) {
        return as(AGENT)
                .queryParam("leistungsschluessel", service)
                .queryParams(region == null ? Map.of() : Map.of("ars", region))
                .get("/api/v1/routing/routes")
                .then();
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
