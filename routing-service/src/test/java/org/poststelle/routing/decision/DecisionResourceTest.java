package org.poststelle.routing.decision;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
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

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init")
class DecisionResourceTest {

    private static final SampleUser AGENT = SampleUser.ANNA;
    private static final String PROBLEM = "urn:poststelle:problem:";

    Topics topics;
    TokenIssuer issuer;

    @BeforeEach
    void loadSampleDirectory() {
        SampleDocument.read().load(issuer);
    }

    @Test
    void dryRunTellsWhoWouldGetTheTicketAndWhy() {
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
    void dryRunWithoutCompetenceSaysSo() {
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
    void databaseFindsTheAuthoritiesOfTheSampleScenarios(String service, String region, String authority) {
        route(service, region).statusCode(200).body("authority", equalTo(authority));
    }

    @ParameterizedTest
    @CsvSource({"abc, 071110000000, leistungsschluessel", "local:elterngeld, 0711, ars", "local:elterngeld,, ars"})
    void unreadableKeyNamesItsParameter(String service, @Nullable String region, String parameter) {
        route(service, region)
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "invalid-input"))
                .body("violations.field", contains(parameter));
    }

    @Test
    void decisionsAreExplainedInTheReadersLanguage() {
        var ticket = new TicketStory(topics, "KO").created("local:hundesteuer", "071110000000");
        ticket.decision(1);

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
    void decisionsAreVisibleToTheCentreAndToAuthoritiesThatHadTheTicket() {
        var ticket = new TicketStory(topics, "KO").created();
        ticket.decision(1);
        var path = "/api/v1/routing/tickets/" + ticket.id + "/decisions";

        as(AGENT).get(path).then().statusCode(200).body("items", hasSize(1));
        as(SampleUser.CARLA).get(path).then().statusCode(200).body("items", hasSize(1));
        as(SampleUser.VERA).get(path).then().statusCode(404).body("type", equalTo(PROBLEM + "not-found"));
        as(SampleUser.TOM).get(path).then().statusCode(404);
        as(AGENT)
                .get("/api/v1/routing/tickets/{id}/decisions", UUID.randomUUID())
                .then()
                .statusCode(404);
        as(SampleUser.ADAM).get(path).then().statusCode(403);
    }

    @Test
    void coordinatorsNoteIsForTheCentreOnly() {
        var ticket = new TicketStory(topics, "KO").created("local:hundesteuer", "071110000000");
        ticket.decision(1);
        as(SampleUser.KURT)
                .contentType("application/json")
                .body("{\"authority\":\"koblenz-elterngeldstelle\",\"note\":\"Bitte rasch\"}")
                .post("/api/v1/routing/tickets/{id}/decision", ticket.id)
                .then()
                .statusCode(200);
        var path = "/api/v1/routing/tickets/" + ticket.id + "/decisions";

        as(AGENT).get(path).then().body("items[1].note", equalTo("Bitte rasch"));
        as(SampleUser.CARLA).get(path).then().statusCode(200).body("items[1]", not(hasKey("note")));
    }

    @Test
    void coordinatorsNoteIsForgottenWhenTheTicketIsErased() {
        var ticket = new TicketStory(topics, "KO").created("local:hundesteuer", "071110000000");
        ticket.decision(1);
        as(SampleUser.KURT)
                .contentType("application/json")
                .body("{\"authority\":\"koblenz-elterngeldstelle\",\"note\":\"Frau Beispiel drängt\"}")
                .post("/api/v1/routing/tickets/{id}/decision", ticket.id)
                .then()
                .statusCode(200);
        var path = "/api/v1/routing/tickets/" + ticket.id + "/decisions";
        as(AGENT).get(path).then().body("items[1].note", equalTo("Frau Beispiel drängt"));

        ticket.happens("closed", Map.of()).happens("erased", Map.of());

        await().untilAsserted(() ->
                as(AGENT).get(path).then().body("items", hasSize(2)).body("items[1]", not(hasKey("note"))));
    }

    private ValidatableResponse route(String service, @Nullable String region) {
        return as(AGENT)
                .queryParam("leistungsschluessel", service)
                .queryParams(region == null ? Map.of() : Map.of("ars", region))
                .get("/api/v1/routing/routes")
                .then();
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user));
    }
}
