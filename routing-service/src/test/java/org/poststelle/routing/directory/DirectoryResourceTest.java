package org.poststelle.routing.directory;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;

/** Keeping the directory, and reading it. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init")
class DirectoryResourceTest {

    private static final String PROBLEM = "urn:poststelle:problem:";
    private static final String OLD_OFFICE =
            "{'key':'old-office','name':'Altes Amt','mailbox':'alt@koblenz.example','regionKey':'07111'}";

    TokenIssuer issuer;

    @BeforeEach
    void theSampleDirectoryIsLoaded() {
        SampleDocument.read().load(issuer);
    }

    @Test
    void theSameDocumentTwiceLeavesTheSameDirectory() {
        var before = authorities(7);

        SampleDocument.read().load(issuer);

        Assertions.assertThat(authorities(7)).hasSize(16).isEqualTo(before);
    }

    @Test
    void anAuthorityReadsAsItsContractSays() {
        var read = as(SampleUser.service("notification-service"))
                .get("/internal/v1/directory/authorities/koblenz-elterngeldstelle")
                .as(JsonNode.class);

        Assertions.assertThat(read).isEqualTo(Contracts.of("routing-service").read("authority.example.json"));
    }

    @Test
    void anAuthorityThatIsDroppedStaysReadableAsRetired() {
        SampleDocument.read().with("authorities", OLD_OFFICE).load(issuer);
        as(SampleUser.CARLA)
                .get("/api/v1/directory/authorities/old-office")
                .then()
                .statusCode(200)
                .body("mailbox", equalTo("alt@koblenz.example"))
                .body("retired", equalTo(false));

        SampleDocument.read().load(issuer);

        as(SampleUser.CARLA)
                .get("/api/v1/directory/authorities/old-office")
                .then()
                .statusCode(200)
                .body("name", equalTo("Altes Amt"))
                .body("retired", equalTo(true));
        Assertions.assertThat(authorities(100)).doesNotContain("old-office");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "regions | {'key':'0711','level':'DISTRICT','name':'x'} | regions[42].key",
                "regions | {'key':'07111','level':'DISTRICT','name':'x'} | regions[42].key",
                "regions | {'key':'08111','level':'MUNICIPALITY','name':'x'} | regions[42].level",
                "regions | {'key':'072350000000','level':'MUNICIPALITY','name':'x'} | regions[42].key",
                "regions | {'key':'08111','level':'DISTRICT','name':' '} | regions[42].name",
                "services | {'key':'9911','name':{'de':'x','en':'x'}} | services[19].key",
                "services | {'key':'local:x','name':{'de':'x'}} | services[19].name.en",
                "authorities | {'key':'A B','name':'x','mailbox':'x@x.example','regionKey':'07'} | authorities[16].key",
                "authorities | {'key':'x','name':'x','mailbox':'x@x.example','regionKey':'08'} | authorities[16].regionKey",
                "authorities | {'key':'x','name':'x','mailbox':'x','regionKey':'07'} | authorities[16].mailbox",
                "authorities | {'key':'x','name':'x','mailbox':'x@x.example','deputyMailbox':'x','regionKey':'07'} | authorities[16].deputyMailbox",
                "competences | {'authority':'nobody','regionKey':'07','services':['99036']} | competences[16].authority",
                "competences | {'authority':'vg-konz','regionKey':'08','services':['99036']} | competences[16].regionKey",
                "competences | {'authority':'vg-konz','regionKey':'07','services':['99999']} | competences[16].services",
                "competences | {'authority':'vg-konz','regionKey':'07','services':['x']} | competences[16].services[0]",
                "competences | {'authority':'vg-konz','regionKey':'07','services':[]} | competences[16].services",
                "competences | {'authority':'vg-konz','regionKey':'07','services':['99036'],'validFrom':'2027-01-02','validTo':'2027-01-01'} | competences[16].validTo",
                "competences | {'authority':'vg-konz','regionKey':'07','services':['99036'],'validTo':'+9999999-01-01'} | competences[16].validTo",
                "cooperations | {'regionKey':'07','executedBy':'vg-konz','validFrom':'-9999-01-01'} | cooperations[2].validFrom",
                "cooperations | {'regionKey':'07','executedBy':'nobody'} | cooperations[2].executedBy",
                "cooperations | {'regionKey':'010560041041','executedBy':'gemeinde-hasloh'} | cooperations[2].executedBy",
                "cooperations | {'regionKey':'010560021021','executedBy':'kreis-pinneberg'} | cooperations[2].regionKey"
            })
    void aDocumentThatDoesNotFitNamesTheElementAndChangesNothing(String list, String element, String field) {
        var before = authorities(100);

        SampleDocument.read()
                .with(list, element)
                .handIn(issuer)
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "invalid-input"))
                .body("violations.field", contains(field))
                .body("violations.in", contains("body"))
                .body("violations.message", not(hasItem(equalTo(""))));

        Assertions.assertThat(authorities(100)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "''", "'2027-01-01T00:00:00Z'", "'2027-02-30'", "true"})
    void aDayIsWrittenAsOne(String day) {
        SampleDocument.read()
                .with(
                        "competences",
                        "{'authority':'vg-konz','regionKey':'07','services':['99036'],'validFrom':%s}".formatted(day))
                .handIn(issuer)
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "invalid-value"))
                .body("field", equalTo("competences[16].validFrom"));
    }

    @Test
    void aViolationIsSaidInTheReadersLanguage() {
        var document = SampleDocument.read().with("cooperations", "{'regionKey':'07','executedBy':'nobody'}");

        document.handIn(issuer)
                .body("violations.message", contains("nennt eine Stelle, die nicht im Verzeichnis steht"));
        as(SampleUser.ADAM)
                .header("Accept-Language", "en")
                .contentType("application/json")
                .header("If-Match", "*")
                .body(document.json.toString())
                .put("/api/v1/directory")
                .then()
                .body("violations.message", contains("names an authority that the directory does not have"));
    }

    @Test
    void whatWasHandedInIsReadBackAndHandedInAgainChangesNothing() {
        var read = read();
        read.statusCode(200);
        var document = read.extract().asString();
        var before = authorities(100);

        as(SampleUser.ADAM)
                .contentType("application/json")
                .header("If-Match", read.extract().header("ETag"))
                .body(document)
                .put("/api/v1/directory")
                .then()
                .statusCode(204);

        Assertions.assertThat(read().extract().asString()).isEqualTo(document);
        Assertions.assertThat(authorities(100)).isEqualTo(before);
        read().body("services", hasSize(19))
                .body(
                        "competences.find { it.authority == 'koblenz-elterngeldstelle' }.services",
                        hasItem("local:elterngeld"))
                .body(
                        "authorities.findAll { it.deputyMailbox != null }.deputyMailbox",
                        contains("elterngeld-vertretung@koblenz.example"))
                .body("cooperations", hasSize(2));
    }

    @Test
    void oneOfTwoAdministratorsWhoReplaceTheDirectoryHearsOfTheOther() {
        var known = read().extract().header("ETag");

        SampleDocument.read().handIn(issuer, known, "").statusCode(204);

        SampleDocument.read()
                .handIn(issuer, known, "")
                .statusCode(412)
                .body("type", equalTo(PROBLEM + "stale-version"));
        as(SampleUser.ADAM)
                .contentType("application/json")
                .body(SampleDocument.read().json.toString())
                .put("/api/v1/directory")
                .then()
                .statusCode(428)
                .body("type", equalTo(PROBLEM + "missing-version"));
    }

    @Test
    void documentWithoutRegionsLeavesTheRegister() {
        SampleDocument.read().without("regions").load(issuer);

        as(SampleUser.ANNA)
                .get("/api/v1/directory/regions?q=koblenz")
                .then()
                .body("items.key", hasItem("071110000000"));
        SampleDocument.read()
                .without("regions")
                .with("authorities", "{'key':'x','name':'x','mailbox':'x@x.example','regionKey':'08999'}")
                .handIn(issuer)
                .statusCode(409)
                .body("type", equalTo(PROBLEM + "unknown-regions"))
                .body("detail", containsString("08999"));
    }

    @Test
    void emptyListsWipeNothingUnlessThatIsMeant() {
        var empty = SampleDocument.read()
                .emptied("authorities")
                .emptied("competences")
                .emptied("cooperations")
                .emptied("services")
                .emptied("regions");

        empty.handIn(issuer).statusCode(409).body("type", equalTo(PROBLEM + "would-empty"));
        Assertions.assertThat(authorities(100)).hasSize(16);

        empty.handIn(issuer, "*", "?mayEmpty=true").statusCode(204);
        Assertions.assertThat(authorities(100)).isEmpty();
    }

    @Test
    void everybodyWhoKeepsTheDirectorySeesWhoChangedIt() {
        as(SampleUser.KURT)
                .get("/api/v1/directory/changes?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].changedBy", equalTo("adam.admin"))
                .body("items[0].part", equalTo("DIRECTORY"))
                .body(
                        "items[0].summary",
                        equalTo("42 regions, 19 services, 16 authorities, 16 competences, 2 cooperations"));
        var tag = read().extract().header("ETag");
        var next = as(SampleUser.KURT)
                .get("/api/v1/directory/changes?limit=1")
                .jsonPath()
                .getString("next");
        SampleDocument.read().load(issuer);
        var second = as(SampleUser.KURT).get("/api/v1/directory/changes?limit=1&cursor=" + next);
        second.then().statusCode(200);
        Assertions.assertThat(tag).isNotEqualTo(read().extract().header("ETag"));
        as(SampleUser.ANNA).get("/api/v1/directory/changes").then().statusCode(403);
    }

    private ValidatableResponse read() {
        return as(SampleUser.ADAM).get("/api/v1/directory").then();
    }

    @Test
    void namesakesAreToldApartByWhatTheyLieIn() {
        as(SampleUser.ANNA)
                .get("/api/v1/directory/regions?q=eisenberg")
                .then()
                .statusCode(200)
                .body("items.findAll { it.level == 'MUNICIPALITY' }.within", hasSize(3))
                .body(
                        "items.find { it.key == '160745052018' }.within",
                        contains("Thüringen", "Saale-Holzland-Kreis", "Eisenberg als erfüllende Gemeinde"));
    }

    @Test
    void aPercentSignInASearchIsNoWildcard() {
        as(SampleUser.ANNA)
                .queryParam("q", "%")
                .get("/api/v1/directory/regions")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void servicesAreListedWithBothNames() {
        as(SampleUser.ANNA)
                .get("/api/v1/directory/services?limit=100")
                .then()
                .statusCode(200)
                .body("items", hasSize(19))
                .body("items.find { it.key == 'local:elterngeld' }.nameDe", equalTo("Elterngeld"))
                .body("items.find { it.key == 'local:elterngeld' }.nameEn", equalTo("Parental allowance"));
    }

    @Test
    void onlyAnAdministratorKeepsTheDirectory() {
        given().contentType("application/json")
                .body("{}")
                .put("/api/v1/directory")
                .then()
                .statusCode(401);
        as(SampleUser.KURT)
                .contentType("application/json")
                .body("{}")
                .put("/api/v1/directory")
                .then()
                .statusCode(403);
    }

    @Test
    void onlyNotificationServiceReadsInternalPaths() {
        as(SampleUser.service("notification-service"))
                .get("/internal/v1/directory/authorities/koblenz-elterngeldstelle")
                .then()
                .statusCode(200)
                .body("mailbox", equalTo("elterngeld@koblenz.example"));
        as(SampleUser.service("notification-service"))
                .get("/internal/v1/directory/authorities/nobody")
                .then()
                .statusCode(404);
        as(SampleUser.ADAM)
                .get("/internal/v1/directory/authorities/koblenz-elterngeldstelle")
                .then()
                .statusCode(403);
        as(SampleUser.service("notification-service"))
                .get("/api/v1/directory/authorities")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=101"})
    void aPageHasItsLimits(String query) {
        as(SampleUser.ANNA).get("/api/v1/directory/authorities?" + query).then().statusCode(422);
    }

    /** The keys of all authorities, read page by page. */
    private List<String> authorities(int limit) {
        var keys = new ArrayList<String>();
        var cursor = "";
        do {
            var page = as(SampleUser.ANNA)
                    .queryParam("limit", limit)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/directory/authorities")
                    .then()
                    .statusCode(200)
                    .extract();
            keys.addAll(page.<List<String>>path("items.key"));
            cursor = page.path("next");
        } while (cursor != null);
        return keys;
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user));
    }
}
