package org.poststelle.sla.telephone;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // set by the environment
@WithTestResource(ServiceEnvironment.class)
class TelephoneFiguresTest {

    private static final String PATH = "/api/v1/telephone-figures";
    private static final AtomicInteger CENTRES = new AtomicInteger('A');

    Database database;
    TokenIssuer issuer;

    /** A centre of its own for each test. */
    private final String centre = "TEL" + (char) CENTRES.getAndIncrement();

    @Test
    void callsAreToldByMonthBesideWhatTheCentreMeansToReach() {
        put("2030-03-04", calls("08:00", 20, 18, 15, 3600), 204);
        put("2030-03-05", calls("08:30", 20, 20, 17, 3240), 204);
        put("2030-04-01", calls("08:30", 0, 0, 0, 0), 204);

        get("?from=2030-01&to=2030-12")
                .body("answeredInTimeGoal", equalTo(0.75f))
                .body("rows.month", contains("2030-03", "2030-04"))
                .body("rows[0].offered", equalTo(40))
                .body("rows[0].answeredInTime", equalTo(32))
                .body("rows[0].answeredInTimeShare", equalTo(0.8f))
                .body("rows[0].averageHandlingSeconds", equalTo(180));
        get("?from=2031-01&to=2031-12").body("rows", empty());
    }

    @Test
    void dayThatIsSentAgainCountsOnce() {
        put("2030-03-04", calls("08:00", 20, 18, 15, 3600), 204);
        put("2030-03-04", calls("09:00", 10, 9, 8, 1800), 204);

        get("?from=2030-03&to=2030-03").body("rows.offered", contains(10));
    }

    @Test
    void arrivalsOfAWeekAreTheAverageOfTheDaysThatAreKnown() {
        put("2030-03-04", calls("08:00", 20, 20, 15, 4800), 204);
        put("2030-03-11", calls("08:30", 30, 30, 25, 7200), 204);
        put("2030-03-10", calls("00:00", 4, 4, 4, 0), 204);

        get("/arrivals?from=2030-03-01&to=2030-03-31")
                .body("calls", hasSize(336))
                .body("calls[16]", equalTo(10.0f))
                .body("calls[17]", equalTo(15.0f))
                .body("calls[18]", equalTo(0.0f))
                .body("calls[288]", equalTo(4.0f))
                .body("averageHandlingSeconds", equalTo(222));
        get("/arrivals?from=2031-03-01&to=2031-03-31").body("calls.unique()", contains(0.0f));
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments(calls("08:00", 20, 21, 15, 3600), "halfHours[0].answered"),
                arguments(calls("08:00", 20, 18, 19, 3600), "halfHours[0].answeredInTime"),
                arguments(
                        "{\"halfHours\": [%1$s, %1$s]}".formatted(halfHour("08:00", 1, 1, 1, 1)), "halfHours[1].from"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("contradictions")
    void impossibleCallsAreRefused(String day, String field) {
        put("2030-03-04", day, 422).body("field", equalTo(field));
        get("?from=2030-03&to=2030-03").body("rows", empty());
    }

    @Test
    void dayThatIsNoneIsRefused() {
        put("2030-02-30", calls("08:00", 1, 1, 1, 1), 400).body("field", equalTo("day"));
        put("2030-03-04", calls("08:15", 1, 1, 1, 1), 422);
        put("2030-03-04", calls("08:00", -1, 1, 1, 1), 422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?from=2030-03&to=2030-02", "/arrivals?from=2030-03-02&to=2030-03-01"})
    void impossiblePeriodIsRefused(String period) {
        as(coordinator(centre))
                .get(PATH + period)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:poststelle:problem:invalid-period"));
    }

    @Test
    void callsAreForTheCoordinatorsOfTheCentre() {
        put("2030-03-04", calls("08:00", 20, 18, 15, 3600), 204);
        as(SampleUser.ANNA).get(PATH + "?from=2030-03&to=2030-03").then().statusCode(403);
        as(coordinator("TR"))
                .get(PATH + "?from=2030-03&to=2030-03")
                .then()
                .statusCode(200)
                .body("rows", empty());
        assertThat(database.countAs("centre:TR", "telephone_figure where centre = '" + centre + "'"))
                .isZero();
    }

    private ValidatableResponse put(String day, String calls, int status) {
        return as(coordinator(centre))
                .contentType(ContentType.JSON)
                .body(calls)
                .put(PATH + "/" + day)
                .then()
                .statusCode(status);
    }

    private ValidatableResponse get(String question) {
        return as(coordinator(centre)).get(PATH + question).then().statusCode(200);
    }

    private static String calls(String from, int offered, int answered, int inTime, int seconds) {
        return "{\"halfHours\": [%s]}".formatted(halfHour(from, offered, answered, inTime, seconds));
    }

    private static String halfHour(String from, int offered, int answered, int inTime, int seconds) {
        return """
                {"from": "%s", "offered": %d, "answered": %d, "answeredInTime": %d, "handlingSeconds": %d}
                """.formatted(from, offered, answered, inTime, seconds);
    }

    private static SampleUser coordinator(String centre) {
        return new SampleUser("tel.coordinator", "coordinator", centre, null);
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user));
    }
}
