package org.poststelle.routing.coverage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.routing.decision.TicketStory;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // set by the environment
@WithTestResource(ServiceEnvironment.class)
class CoverageResourceTest {

    TokenIssuer issuer;
    Topics topics;
    Database database;

    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Berlin"));

    @Test
    void serviceWithoutAnAuthoritySomewhereIsReported() {
        SampleDocument.read()
                .with("services", "{'key':'local:hundesteuer','name':{'de':'Hundesteuer','en':'Dog tax'}}")
                .with(
                        "competences",
                        "{'authority':'koblenz-buergeramt','regionKey':'07111','services':['local:hundesteuer'],'validTo':'%s'}"
                                .formatted(today))
                .load(issuer);

        var gaps = get("/api/v1/directory/gaps?limit=100").statusCode(200);
        var places = gaps.extract().<Integer>path("items.find { it.serviceKey == 'local:hundesteuer' }.municipalities");
        gaps.body("items.find { it.serviceKey == 'local:hundesteuer' }.name", equalTo("Hundesteuer"))
                .body(
                        "items.find { it.serviceKey == 'local:hundesteuer' }.examples.regionKey",
                        not(hasItem("071110000000")));
        get("/api/v1/directory/gaps?limit=100&on=" + today.plusDays(1))
                .body("items.find { it.serviceKey == 'local:hundesteuer' }.municipalities", equalTo(places + 1));
        get("/api/v1/directory/gaps?limit=1").body("items", hasSize(1)).body("next", notNullValue());
        get("/api/v1/directory/gaps?on=someday").statusCode(400);
    }

    @Test
    void whatEndsSoonIsReportedInTime() {
        SampleDocument.read()
                .with(
                        "competences",
                        "{'authority':'koblenz-buergeramt','regionKey':'07111','services':['local:elterngeld'],'validTo':'%s'}"
                                .formatted(today.plusDays(30)))
                .with(
                        "competences",
                        "{'authority':'koblenz-buergeramt','regionKey':'07','services':['local:elterngeld'],'validTo':'%s'}"
                                .formatted(today.plusDays(31)))
                .load(issuer);

        get("/api/v1/directory/ending")
                .statusCode(200)
                .body("items.validTo", contains(today.plusDays(30).toString()))
                .body("items[0].kind", equalTo("COMPETENCE"))
                .body("items[0].service", equalTo("local:elterngeld"));
        var first = get("/api/v1/directory/ending?days=31&limit=1").body("items", hasSize(1));
        get("/api/v1/directory/ending?days=31&limit=1&cursor=" + first.extract().<String>path("next"))
                .body("items.regionKey", contains("07"));
        get("/api/v1/directory/ending?cursor=x").statusCode(400);
        get("/api/v1/directory/ending?days=400").statusCode(422);
    }

    @Test
    void whatIsReturnedMostIsReported() {
        SampleDocument.read().load(issuer);
        returned("local:elterngeld", "koblenz-elterngeldstelle");
        returned("local:elterngeld", "koblenz-elterngeldstelle");
        returned("local:pferdesteuer", "koblenz-buergeramt");
        var parents = "find { it.serviceKey == 'local:elterngeld' && it.authority == 'koblenz-elterngeldstelle' }";

        var all = get("/api/v1/directory/returned?limit=100")
                .statusCode(200)
                .body(parents + ".name", equalTo("Stadtverwaltung Koblenz, Elterngeldstelle"))
                .body(parents + ".tickets", greaterThanOrEqualTo(2))
                .body("find { it.serviceKey == 'local:pferdesteuer' }.tickets", equalTo(1));
        assertThat(all.extract().<List<Integer>>path("tickets")).isSortedAccordingTo(Comparator.reverseOrder());
        get("/api/v1/directory/returned?limit=1").body("", hasSize(1));
        get("/api/v1/directory/returned?days=0").statusCode(422);
    }

    /** A ticket that an authority got, or had from a coordinator, and returned. */
    private void returned(String service, String authority) {
        var ticket = new TicketStory(topics, "KO").created(service, "071110000000");
        ticket.decision(1);
        ticket.returnedWithoutProposal(authority).decision(2);
    }

    @Test
    void whatWasReturnedIsFoundByItsIndex() {
        assertThat(database.plan(CoverageRows.RETURNED
                        .replace(":from", "'019aa1c7-5c00-0000-0000-000000000000'::uuid")
                        .replace(":limit", "100")))
                .anyMatch(line -> line.contains("routed_ticket_returned"));
    }

    @Test
    void whatEndsIsFoundByItsIndexes() {
        var plan = database.plan(CoverageRows.ENDING
                .replace(":from", "date '2026-11-28'")
                .replace(":to", "date '2026-12-28'")
                .replace(":afterDay", "date '1970-01-01'")
                .replace(":afterId", "'00000000-0000-0000-0000-000000000000'::uuid")
                .replace(":limit", "21"));

        assertThat(plan)
                .anyMatch(line -> line.contains("competence_ending"))
                .anyMatch(line -> line.contains("cooperation_ending"));
    }

    @Test
    void reportsAreForThoseWhoKeepTheDirectory() {
        given().auth()
                .oauth2(issuer.token(SampleUser.ANNA))
                .get("/api/v1/directory/gaps")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse get(String path) {
        return given().auth().oauth2(issuer.token(SampleUser.ADAM)).get(path).then();
    }
}
