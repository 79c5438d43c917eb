package org.poststelle.sla.calendar;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class HolidayResourceTest {

    private static final String PATH = "/api/v1/regional-holidays";
    private static final String ENTRY = """
            {"day": "03-09", "german": "Ortsfest", "english": "Local feast", "regions": ["05111", "051120000000"],
             "validFrom": "2026-01-01", "validTo": "2027-12-31"}
            """;

    @Nullable
    TokenIssuer issuer;

    @Test
    void regionalHolidaysAreReadChangedAndHandedInAgain() {
        var before = as(SampleUser.ADAM).get(PATH).then().statusCode(200).extract();
        var document = before.asString();
        as(SampleUser.ANNA)
                .get(PATH)
                .then()
                .statusCode(200)
                .body("holidays.find { it.day == '08-15' }.regions", hasItems("09763", "09780"));
        quote("2026-03-06T10:00:00Z").body("dueAt", equalTo("2026-03-09T10:00:00Z"));

        try {
            replace(before.header("ETag"), document.replace("{\"holidays\":[", "{\"holidays\":[" + ENTRY + ","), 204);

            quote("2026-03-06T10:00:00Z")
                    .body("dueAt", equalTo("2026-03-10T10:00:00Z"))
                    .body("explanation.skippedDays.reason", hasItem("Ortsfest"));
            quote("2028-03-08T10:00:00Z").body("dueAt", equalTo("2028-03-09T10:00:00Z"));
            replace(before.header("ETag"), document, 412);
        } finally {
            replace("*", document, 204);
        }

        as(SampleUser.ADAM).get(PATH).then().body(equalTo(document));
        as(SampleUser.ADAM)
                .get(PATH + "/changes?limit=2")
                .then()
                .statusCode(200)
                .body("items.changedBy", contains("adam.admin", "adam.admin"));
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments(ENTRY.replace("03-09", "02-30"), "no-such-day", "holidays[0].day"),
                arguments(ENTRY.replace("2027", "2025"), "ends-before-it-begins", "holidays[0].validTo"),
                arguments(ENTRY.replace("2026-01-01", "-999999999-01-01"), "year-misfit", "holidays[0].validFrom"),
                arguments(ENTRY.replace("2027-12-31", "+999999999-12-31"), "year-misfit", "holidays[0].validTo"),
                arguments(ENTRY.replace("051120000000", "05111"), "named-twice", "holidays[0].regions"),
                arguments(ENTRY + "," + ENTRY, "named-twice", "holidays[1].regions"));
    }

    @ParameterizedTest(name = "{1} at {2}")
    @MethodSource("contradictions")
    void contradictionIsNamedAndChangesNothing(String entries, String code, String field) {
        var before = as(SampleUser.ADAM).get(PATH).then().extract().asString();
        as(SampleUser.ADAM)
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body("{\"holidays\": [" + entries + "]}")
                .put(PATH)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:poststelle:problem:" + code))
                .body("field", equalTo(field));
        as(SampleUser.ADAM).get(PATH).then().body(equalTo(before));
    }

    @Test
    void unreadableHolidaysAreRefused() {
        replace("*", "{\"holidays\": [" + ENTRY.replace("03-09", "09.03.") + "]}", 422);
        replace("*", "{\"holidays\": [" + ENTRY.replace("\"05111\"", "\"0511\"") + "]}", 422);
        replace("*", "{\"holidays\": [" + ENTRY.replace("2026-01-01", "soon") + "]}", 400);
        replace("*", "{}", 422);
    }

    @Test
    void holidaysAreChangedByAdministratorsOnly() {
        for (var user : new SampleUser[] {SampleUser.KURT, SampleUser.ANNA, SampleUser.CARLA}) {
            as(user).header("If-Match", "*")
                    .contentType(ContentType.JSON)
                    .body("{\"holidays\": []}")
                    .put(PATH)
                    .then()
                    .statusCode(403);
        }
        as(SampleUser.CARLA).get(PATH).then().statusCode(403);
        given().get(PATH).then().statusCode(401);
    }

    private ValidatableResponse quote(String receivedAt) {
        return as(SampleUser.ANNA)
                .get("/api/v1/promises/quote?regionKey=051110000000&receivedAt=" + receivedAt)
                .then()
                .statusCode(200);
    }

    private void replace(String ifMatch, String document, int status) {
        as(SampleUser.ADAM)
                .header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body(document)
                .put(PATH)
                .then()
                .statusCode(status);
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(Objects.requireNonNull(issuer).token(user));
    }
}
