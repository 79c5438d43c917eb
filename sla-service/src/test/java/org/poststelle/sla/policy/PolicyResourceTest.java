package org.poststelle.sla.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.sla.promise.TicketStory;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PolicyResourceTest {

    private static final String PATH = "/api/v1/promise-policy";
    private static final String ANY = "*";
    private static final String NEVER_CHANGED = "\"0\"";
    private static final String MORNINGS = """
            {"serviceHours": [{"day": "MONDAY", "opens": "08:30", "closes": "12:00"},
                              {"day": "MONDAY", "opens": "14:00", "closes": "17:30"},
                              {"day": "TUESDAY", "opens": "08:30", "closes": "12:00"}],
             "closedDays": [{"date": "2026-11-23", "german": "Betriebsausflug", "english": "Staff outing"}],
             "rules": [{"mode": "NEXT_SERVICE_DAY_SAME_TIME", "escalation": [{"percent": 50, "recipients": ["AUTHORITY"]}]},
                       {"services": "99036", "mode": "SERVICE_HOURS", "serviceTime": "PT4H", "escalation": []},
                       {"services": "99036020001000", "mode": "SERVICE_HOURS", "serviceTime": "PT2H", "escalation": [{"percent": 90, "recipients": ["AUTHORITY", "COORDINATOR"]}]}]}
            """;

    private static final String ACCEPTANCE = "{\"target\": \"ACCEPTANCE\", \"within\": \"PT4H\", \"escalation\": []}";

    @Nullable
    TokenIssuer issuer;

    @SuppressWarnings("NullAway.Init") // set by the environment
    Topics topics;

    @Test
    void centreWithoutAPolicyHasThatOfTheInstallation() {
        as(coordinatorOf("NONE"))
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", equalTo(NEVER_CHANGED))
                .body("serviceHours", hasSize(5))
                .body("serviceHours[0].opens", equalTo("08:00"))
                .body("closedDays", empty())
                .body("rules.mode", contains("NEXT_SERVICE_DAY_SAME_TIME"))
                .body("rules[0].escalation.percent", contains(50, 75, 90, 100))
                .body("rules[0].escalation[1].recipients", contains("AUTHORITY", "DEPUTY"));
        as(coordinatorOf("NONE")).get(PATH + "/versions").then().statusCode(200).body("items", empty());
    }

    @Test
    void whatIsPromisedFollowsThePolicyOfTheCentreAtOnce() {
        var coordinator = coordinatorOf("MOR");
        as(coordinator).get(quote("99036", "2026-11-20T10:00:00Z")).then().body("policyVersion", equalTo(0));
        replace(coordinator, NEVER_CHANGED, MORNINGS, 204);

        as(coordinator)
                .get(quote("99036999999999", "2026-11-20T10:00:00Z"))
                .then()
                .statusCode(200)
                .body("policy", equalTo("SERVICE_HOURS"))
                .body("serviceTime", equalTo("PT4H"))
                .body("policyVersion", equalTo(1))
                .body("countedFrom", equalTo("2026-11-24T07:30:00Z"))
                .body("dueAt", equalTo("2026-11-30T08:00:00Z"))
                .body("explanation.rule", equalTo("Antwort innerhalb von 4 Servicestunden"))
                .body("explanation.skippedDays[3].reason", equalTo("Betriebsausflug"));
        as(coordinator)
                .get(quote("99036020001000", "2026-11-20T10:00:00Z"))
                .then()
                .body("dueAt", equalTo("2026-11-24T09:30:00Z"))
                .body("escalation.at", contains("2026-11-24T09:18:00Z"));
        as(coordinator)
                .get(quote("local:elterngeld", "2026-11-30T14:00:00Z"))
                .then()
                .body("policy", equalTo("NEXT_SERVICE_DAY_SAME_TIME"))
                .body("dueAt", equalTo("2026-12-07T07:30:00Z"));
        as(coordinatorOf("ELS"))
                .get(quote("99036020001000", "2026-11-20T10:00:00Z"))
                .then()
                .body("policyVersion", equalTo(0))
                .body("dueAt", equalTo("2026-11-23T10:00:00Z"));
    }

    @Test
    void formerVersionsStayReadableAndNamed() {
        var coordinator = coordinatorOf("VER");
        replace(coordinator, NEVER_CHANGED, MORNINGS, 204);
        replace(coordinator, ANY, MORNINGS.replace("08:30", "09:00"), 204);

        as(coordinator)
                .get(PATH)
                .then()
                .header("ETag", equalTo("\"2\""))
                .body("serviceHours[0].opens", equalTo("09:00"));
        as(coordinator)
                .get(PATH + "/versions/1")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("serviceHours[0].opens", equalTo("08:30"));
        as(coordinator)
                .get(PATH + "/versions/0")
                .then()
                .statusCode(200)
                .body("serviceHours[0].opens", equalTo("08:00"));
        as(coordinator).get(PATH + "/versions/3").then().statusCode(404);
        as(coordinator)
                .get(PATH + "/versions?limit=1")
                .then()
                .statusCode(200)
                .body("items.version", contains(2))
                .body("items.changedBy", contains("VER.coordinator"))
                .body("next", equalTo("2"));
        as(coordinator)
                .get(PATH + "/versions?limit=1&cursor=2")
                .then()
                .statusCode(200)
                .body("items.version", contains(1));
    }

    @Test
    void changeNeedsTheVersionSeenLast() {
        var coordinator = coordinatorOf("TAG");
        as(coordinator)
                .contentType(ContentType.JSON)
                .body(MORNINGS)
                .put(PATH)
                .then()
                .statusCode(428);
        replace(coordinator, "\"1\"", MORNINGS, 412);
        replace(coordinator, NEVER_CHANGED, MORNINGS, 204);
        replace(coordinator, NEVER_CHANGED, MORNINGS, 412);
        as(coordinator).get(PATH).then().header("ETag", equalTo("\"1\""));
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments(
                        "\"closes\": \"12:00\"",
                        "\"closes\": \"08:00\"",
                        "closes-before-it-opens",
                        "serviceHours[0].closes"),
                arguments("\"opens\": \"14:00\"", "\"opens\": \"11:00\"", "service-hours-overlap", "serviceHours[1]"),
                arguments("\"99036020001000\"", "\"99036\"", "named-twice", "rules[2]"),
                arguments("\"serviceTime\": \"PT4H\", ", "", "service-time-misfit", "rules[1].serviceTime"),
                arguments(
                        "SAME_TIME\",",
                        "SAME_TIME\", \"serviceTime\": \"PT8H\",",
                        "service-time-misfit",
                        "rules[0].serviceTime"),
                arguments(
                        "\"AUTHORITY\"]}]},",
                        "\"AUTHORITY\"]}, {\"percent\": 50, \"recipients\": [\"DEPUTY\"]}]},",
                        "named-twice",
                        "rules[0].escalation[1]"),
                arguments(
                        "\"AUTHORITY\"]}]},",
                        "\"AUTHORITY\"]}], \"targets\": [" + ACCEPTANCE + ", " + ACCEPTANCE + "]},",
                        "named-twice",
                        "rules[0].targets[1]"),
                arguments("{\"mode\"", "{\"services\": \"local:\", \"mode\"", "no-rule-for-the-rest", "rules"));
    }

    @ParameterizedTest(name = "{2} at {3}")
    @MethodSource("contradictions")
    void contradictionIsNamedAndChangesNothing(String part, String other, String code, String field) {
        var coordinator = coordinatorOf("CON");
        as(coordinator)
                .header("If-Match", ANY)
                .contentType(ContentType.JSON)
                .body(MORNINGS.replace(part, other))
                .put(PATH)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:poststelle:problem:" + code))
                .body("field", equalTo(field));
        as(coordinator).get(PATH).then().header("ETag", equalTo(NEVER_CHANGED));
    }

    @Test
    void whatIsPromisedMayDependOnHowTheEnquiryComesIn() {
        var coordinator = coordinatorOf("VID");
        replace(coordinator, ANY, MORNINGS.replace("\"rules\": [", """
                "rules": [{"intakeChannel": "SIGN_LANGUAGE_VIDEO", "mode": "SERVICE_HOURS", "serviceTime": "PT1H", "escalation": []},
                          {"services": "99036", "intakeChannel": "SIGN_LANGUAGE_VIDEO", "mode": "SERVICE_HOURS",
                           "serviceTime": "PT3H", "escalation": []},"""), 204);
        var video = "&intakeChannel=SIGN_LANGUAGE_VIDEO";
        var noon = "2026-11-20T10:00:00Z";

        as(coordinator).get(quote("99041", noon) + video).then().body("serviceTime", equalTo("PT1H"));
        as(coordinator).get(quote("99041", noon)).then().body("policy", equalTo("NEXT_SERVICE_DAY_SAME_TIME"));
        as(coordinator).get(quote("99036999999999", noon) + video).then().body("serviceTime", equalTo("PT3H"));
        as(coordinator)
                .get(quote("99036999999999", noon) + "&intakeChannel=EMAIL")
                .then()
                .body("serviceTime", equalTo("PT4H"));
        var ticket = new TicketStory(topics, "VID")
                .then(
                        "created",
                        Map.of("serviceKey", "99041", "intakeChannel", "SIGN_LANGUAGE_VIDEO", "receivedAt", noon));
        var promised = topics.await(ticket.ticketId, "sla", "org.poststelle.sla.promised.v1");
        assertThat(promised.body().get("serviceTime").asText()).isEqualTo("PT1H");
        assertThat(Contracts.of("sla-service").violations(promised.type(), promised.body()))
                .isEmpty();
        // the service comes before the channel
        as(coordinator).get(quote("99036020001000", noon) + video).then().body("serviceTime", equalTo("PT2H"));
        as(coordinator)
                .get(quote("99041", noon) + "&intakeChannel=PIGEON")
                .then()
                .statusCode(400)
                .body("field", equalTo("intakeChannel"));
        replace(
                coordinator,
                ANY,
                MORNINGS.replace("\"mode\": \"NEXT", "\"intakeChannel\": \"EMAIL\", \"mode\": \"NEXT"),
                422);
    }

    @Test
    void policiesKnowTheChannelsOfTicketService() {
        var channels = Contracts.of("ticket-service")
                .read("ticket.created.v1.schema.json")
                .at("/properties/intakeChannel/enum");

        assertThat(channels)
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(IntakeChannel.values()).map(Enum::name).toList());
    }

    @Test
    void incompleteOrImpossiblePolicyIsRefused() {
        var coordinator = coordinatorOf("BAD");
        replace(coordinator, ANY, "{}", 422);
        replace(coordinator, ANY, MORNINGS.replace("MONDAY", "SOMEDAY"), 400);
        replace(coordinator, ANY, MORNINGS.replace("08:30", "25:00"), 422);
        replace(coordinator, ANY, MORNINGS.replace("PT4H", "PT0S"), 422);
        replace(coordinator, ANY, MORNINGS.replace("\"percent\": 50", "\"percent\": 101"), 422);
        as(coordinator).get(PATH).then().header("ETag", equalTo(NEVER_CHANGED));
    }

    @Test
    void policyIsReadByStaffOfTheCentreAndChangedByItsCoordinators() {
        as(SampleUser.ANNA).get(PATH).then().statusCode(200);
        replace(SampleUser.ANNA, ANY, MORNINGS, 403);
        as(SampleUser.CARLA).get(PATH).then().statusCode(403);
        as(SampleUser.ADAM).get(PATH).then().statusCode(403);
        given().get(PATH).then().statusCode(401);
    }

    private static String quote(String serviceKey, String receivedAt) {
        return "/api/v1/promises/quote?regionKey=071110000000&serviceKey=" + serviceKey + "&receivedAt=" + receivedAt;
    }

    private static SampleUser coordinatorOf(String centre) {
        return new SampleUser(centre + ".coordinator", "coordinator", centre, null);
    }

    private void replace(SampleUser user, String ifMatch, String document, int status) {
        as(user).header("If-Match", ifMatch)
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
