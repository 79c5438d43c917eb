package org.poststelle.routing.directory;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.testenvironment.ServiceEnvironment;

/** The parts of the directory as tables. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PartResourceTest {

    private static final String PROBLEM = "urn:poststelle:problem:";

    @SuppressWarnings("NullAway.Init") // set by the environment
    private TokenIssuer issuer;

    @BeforeEach
    void loadSample() {
        SampleDocument.read()
                .with(
                        "services",
                        "{'key':'local:x','name':{'de':'Hund, Katze','en':'\\\\'},'synonyms':['a|b','c\\\\'],"
                                + "'knowledge':{'text':'Zeile 1\\nZeile 2','documents':['Ausweis']}}")
                .load(issuer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"services", "authorities", "competences", "cooperations"})
    void exportHandedInAgainChangesNothing(String part) {
        var document = document();
        var version = version();
        var table = exported(part);
        var rows = rows(table);

        handIn(part, "\uFEFF" + table)
                .statusCode(200)
                .body("added.count", equalTo(0))
                .body("changed.count", equalTo(0))
                .body("removed.count", equalTo(0))
                .body("unchanged", equalTo(rows));

        assertThat(document()).isEqualTo(document);
        assertThat(version()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"services", "authorities", "competences", "cooperations"})
    void emptyPartIsFilledFromItsTable(String part) {
        var document = document();
        var competences = exported("competences");
        var cooperations = exported("cooperations");
        var table = exported(part);
        handIn("cooperations", header(cooperations)).statusCode(200);
        handIn("competences", header(competences)).statusCode(200);
        handIn(part, header(table), part.equals("authorities") ? "?mayEmpty=true" : "")
                .statusCode(200);

        handIn(part, table).statusCode(200).body("added.count", equalTo(rows(table)));
        handIn("competences", competences).statusCode(200);
        handIn("cooperations", cooperations).statusCode(200);

        assertThat(document()).isEqualTo(document);
    }

    @Test
    void dryRunTellsWhatWouldChangeAndChangesNothing() {
        var document = document();
        var table = exported("authorities").replace("elterngeld@koblenz.example", "neu@koblenz.example")
                + "neues-amt,Neues Amt,amt@koblenz.example,,07111,,,,\r\n";

        handIn("authorities", table, "?dryRun=true")
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("added.keys", contains("neues-amt"))
                .body("changed.keys", contains("koblenz-elterngeldstelle"))
                .body("removed.keys", empty());
        assertThat(document()).isEqualTo(document);

        handIn("authorities", table).statusCode(200).body("applied", equalTo(true));
        assertThat(document()).contains("neu@koblenz.example", "neues-amt");
        as(SampleUser.KURT)
                .get("/api/v1/directory/changes?limit=1")
                .then()
                .body("items[0].part", equalTo("AUTHORITIES"))
                .body("items[0].summary", equalTo("1 added, 1 changed, 0 removed"));
    }

    @Test
    void columnsMayHaveAnyOrder() {
        handIn(
                        "cooperations",
                        "valid_to,executed_by,valid_from,region_key\r\n2027-01-31,vg-konz,2027-01-01,07111\r\n",
                        "?dryRun=true")
                .statusCode(200)
                .body("added.keys", contains("07111 2027-01-01"));
    }

    @Test
    void unknownMissingAndRepeatedColumnsAreRefused() {
        handIn("cooperations", "region_key,region_key,valid_from,valid_to,colour\r\n")
                .statusCode(422)
                .body(
                        "violations.field",
                        contains(
                                containsString(", colour"),
                                containsString(", executed_by"),
                                containsString(", region_key")));
    }

    @Test
    void everyBadRowIsToldWithLineAndColumn() {
        var document = document();

        handIn("competences", """
                        authority,region_key,services,valid_from,valid_to
                        nobody,07111,99036,,
                        vg-konz,07111,99036|99999,,
                        vg-konz,07111,99036,2027-01-02,2027-01-01
                        """)
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "invalid-input"))
                .body(
                        "violations.field",
                        contains("Zeile     2, authority", "Zeile     3, services", "Zeile     4, valid_to"))
                .body("violations[0].message", equalTo("nennt eine Stelle, die nicht im Verzeichnis steht"));
        handIn("competences", "authority,region_key,services,valid_from,valid_to\nvg-konz,07111,99036,2.1.27,\n")
                .body("violations.field", contains("Zeile     2, valid_from"));
        handIn("competences", "authority,region_key,services,valid_from,valid_to\nvg-konz,08999,99036,,\n")
                .body("violations.field", contains("Zeile     2, region_key"));

        assertThat(document()).isEqualTo(document);
    }

    @Test
    void entriesOfOtherPartsThatWouldNoLongerFitAreTold() {
        var table = exported("authorities")
                .lines()
                .filter(line -> !line.startsWith("koblenz-elterngeldstelle,"))
                .collect(Collectors.joining("\r\n"));

        handIn("authorities", table)
                .statusCode(422)
                .body("violations.field[0]", containsString("competences koblenz-elterngeldstelle 07111"));
    }

    @Test
    void noMoreThanAHundredFaultsAreTold() {
        var rows = Stream.generate(() -> "nobody,07111,99036,,\r\n").limit(150).collect(Collectors.joining());

        handIn("competences", header(exported("competences")) + rows)
                .statusCode(422)
                .body("violations", hasSize(100));
    }

    @Test
    void tableOfManyRowsAndMegabytesIsTaken() {
        var rows = IntStream.range(0, 20_000)
                .mapToObj("local:leistung-%d,Leistung %<d mit einem langen Namen,Service %<d,,,,,,\r\n"::formatted)
                .collect(Collectors.joining());

        handIn("services", exported("services") + rows)
                .statusCode(200)
                .body("added.count", equalTo(20_000))
                .body("added.keys", hasSize(100));
    }

    @Test
    void everythingElseHasAMegabyteAtMost() {
        as(SampleUser.ADAM)
                .contentType("application/json")
                .header("If-Match", "*")
                .body("{\"x\":\"" + "x".repeat(1 << 20) + "\"}")
                .put("/api/v1/directory")
                .then()
                .statusCode(413);
    }

    @Test
    void tableInAnotherEncodingIsRefused() {
        put("services", "key\u00e4".getBytes(StandardCharsets.ISO_8859_1), "*", "")
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "not-utf-8"));
    }

    @Test
    void tableForAnOlderVersionIsRefused() {
        var table = exported("services").getBytes(StandardCharsets.UTF_8);
        var known = version();
        SampleDocument.read().load(issuer);

        put("services", table, known, "").statusCode(412).body("type", equalTo(PROBLEM + "stale-version"));
    }

    @Test
    void directoryIsNotEmptiedByMistake() {
        var authorities = header(exported("authorities"));
        handIn("cooperations", header(exported("cooperations"))).statusCode(200);
        handIn("competences", header(exported("competences"))).statusCode(200);

        handIn("authorities", authorities).statusCode(409).body("type", equalTo(PROBLEM + "would-empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"services", "authorities", "competences", "cooperations"})
    void onlyAdministratorsHaveTheTables(String part) {
        as(SampleUser.KURT).get(address(part)).then().statusCode(403);
        as(SampleUser.KURT)
                .contentType("text/csv")
                .body("x")
                .put(address(part))
                .then()
                .statusCode(403);
    }

    /** The lines of a text are separated otherwise than rows. */
    private static int rows(String table) {
        return table.split("\r\n").length - 1;
    }

    private static String header(String table) {
        return table.lines().findFirst().orElseThrow() + "\r\n";
    }

    private static String address(String part) {
        return "/api/v1/directory/" + part + ".csv";
    }

    private String exported(String part) {
        return as(SampleUser.ADAM)
                .get(address(part))
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
    }

    private String document() {
        return as(SampleUser.ADAM).get("/api/v1/directory").asString();
    }

    private String version() {
        return as(SampleUser.ADAM).get("/api/v1/directory").header("ETag");
    }

    private ValidatableResponse handIn(String part, String table) {
        return handIn(part, table, "");
    }

    private ValidatableResponse handIn(String part, String table, String query) {
        return put(part, table.getBytes(StandardCharsets.UTF_8), "*", query);
    }

    private ValidatableResponse put(String part, byte[] table, String ifMatch, String query) {
        return as(SampleUser.ADAM)
                .config(config().encoderConfig(
                                EncoderConfig.encoderConfig().encodeContentTypeAs("text/csv", ContentType.BINARY)))
                .contentType("text/csv")
                .header("If-Match", ifMatch)
                .body(table)
                .put(address(part) + query)
                .then();
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user));
    }
}
