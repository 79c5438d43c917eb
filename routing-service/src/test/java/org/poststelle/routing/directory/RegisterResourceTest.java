package org.poststelle.routing.directory;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class RegisterResourceTest {

    private static final String REGISTER = "/api/v1/directory/regions.csv";
    private static final String PROBLEM = "urn:poststelle:problem:";

    @SuppressWarnings("NullAway.Init") // set by the environment
    private TokenIssuer issuer;

    @BeforeEach
    void loadSample() {
        SampleDocument.read().load(issuer);
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user));
    }

    private String exported() {
        return as(SampleUser.ADAM)
                .get(REGISTER)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
    }

    private ValidatableResponse handIn(byte[] register, boolean dryRun) {
        return as(SampleUser.ADAM)
                .config(config().encoderConfig(
                                EncoderConfig.encoderConfig().encodeContentTypeAs("text/csv", ContentType.BINARY)))
                .contentType("text/csv")
                .queryParam("dryRun", dryRun)
                .header("If-Match", "*")
                .body(register)
                .put(REGISTER)
                .then();
    }

    private ValidatableResponse handIn(String register) {
        return handIn(register.getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void exportHandedInAgainChangesNothing() {
        var register = exported();

        handIn("\uFEFF" + register)
                .statusCode(200)
                .body("applied", equalTo(true))
                .body("added", equalTo(0))
                .body("changed", equalTo(0))
                .body("removed", equalTo(0));

        assertThat(exported()).isEqualTo(register);
    }

    @Test
    void registerOfALandIsTakenInOneRequest() {
        var places = IntStream.range(0, 2_000)
                .mapToObj("14%010d,GEMEINDE,63,Neudorf %<d,80000,100\r\n"::formatted)
                .collect(Collectors.joining());
        var register = exported() + "14,LAND,,Sachsen,,\r\n" + places;

        handIn(register.getBytes(StandardCharsets.UTF_8), true)
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("added", equalTo(2_001));
        find("q", "Neudorf 1999").body("items", hasSize(0));
        handIn(register).statusCode(200).body("applied", equalTo(true)).body("added", equalTo(2_001));

        find("q", "neudorf 1999").body("items.within", contains(contains("Sachsen")));
        find("postalCode", "80000").body("items", hasSize(20)).body("items[0].postalCode", equalTo("80000"));
        handIn(register).statusCode(200).body("unchanged", equalTo(register.split("\r\n").length - 1));
        handIn(register.replace("Neudorf 1999", "Altdorf 1999")).statusCode(200).body("changed", equalTo(1));
        find("q", "altdorf 1999").body("items", hasSize(1));
    }

    @Test
    void registerThatIsNotValidChangesNothing() {
        var before = exported();

        handIn(before + "99,STADT,,,,\r\n")
                .statusCode(422)
                .body("type", equalTo(PROBLEM + "invalid-input"))
                .body("violations.in", hasItem("body"))
                .body("violations.field", hasItem(containsString(", level")))
                .body("violations.message", hasItem("muss ein Name mit höchstens 200 Zeichen sein"));

        assertThat(exported()).isEqualTo(before);
    }

    @Test
    void registerWithoutRegionsInUseIsRefused() {
        var before = exported();

        handIn("ars,level,kind,name,postal_code,population\n16,LAND,,Thüringen,,\n")
                .statusCode(409)
                .body("type", equalTo(PROBLEM + "regions-in-use"))
                .body("detail", containsString("07"));

        assertThat(exported()).isEqualTo(before);
    }

    @Test
    void tableInAnotherEncodingIsRefused() {
        handIn(
                        "ars,level,kind,name,postal_code,population\n16,LAND,,Thüringen,,\n"
                                .getBytes(StandardCharsets.ISO_8859_1),
                        false)
                .statusCode(400)
                .body("type", equalTo(PROBLEM + "not-utf-8"));
    }

    @Test
    void onlyAdministratorsHandInARegister() {
        as(SampleUser.KURT)
                .contentType("text/csv")
                .body("x")
                .put(REGISTER)
                .then()
                .statusCode(403);
        as(SampleUser.ADAM)
                .contentType("application/json")
                .body("{}")
                .put(REGISTER)
                .then()
                .statusCode(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Koblentz", "Kobblenz", "koblenz", "KOBLENZ"})
    void placeIsFoundInSpiteOfATypingMistake(String typed) {
        find("q", typed).body("items.name", hasItem(containsString("Koblenz")));
    }

    private ValidatableResponse find(String parameter, String value) {
        return as(SampleUser.ANNA)
                .queryParam(parameter, value)
                .get("/api/v1/directory/regions")
                .then()
                .statusCode(200);
    }
}
