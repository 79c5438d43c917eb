package org.poststelle.sla.staffing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class StaffingResourceTest {

    private static final String PATH = "/api/v1/staffing-plans";
    private static final String QUESTION = """
            {"sites": [{"name": "Kempten", "calls": [30, 0]}, {"name": "Sonthofen", "calls": [30, 0]}],
             "handlingSeconds": 240, "answeredWithinSeconds": 30, "answeredShare": 0.75,
             "shrinkage": 0.3, "minimumPerSite": 2, "pooled": false}
            """;

    @Nullable
    TokenIssuer issuer;

    @Test
    void coordinatorPlansSitesApartOrPooled() {
        as(SampleUser.KURT)
                .body(QUESTION)
                .post(PATH)
                .then()
                .statusCode(200)
                .body("needs.site", contains("Kempten", "Kempten", "Sonthofen", "Sonthofen"))
                .body("needs.agents", contains(6, 0, 6, 0));
        as(SampleUser.KURT)
                .body(QUESTION.replace("false", "true"))
                .post(PATH)
                .then()
                .statusCode(200)
                .body("needs.agents", contains(11, 0));
    }

    @Test
    void planIsATableToo() {
        as(SampleUser.KURT)
                .body(QUESTION)
                .post(PATH + "/csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(startsWith("site,interval,calls"));
    }

    @Test
    void impossibleQuestionIsRefused() {
        as(SampleUser.KURT)
                .body(QUESTION.replaceFirst("\\[30, 0]", "[30]"))
                .post(PATH)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:poststelle:problem:unequal-intervals"))
                .body("field", equalTo("sites"));
        for (var impossible : new String[] {
            QUESTION.replace("0.75", "1"),
            QUESTION.replace("0.3", "1"),
            QUESTION.replace("240", "0"),
            QUESTION.replace("[30, 0]", "[-1]"),
            QUESTION.replace("[30, 0]", "[]"),
            "{}"
        }) {
            as(SampleUser.KURT).body(impossible).post(PATH).then().statusCode(422);
        }
    }

    @Test
    void staffIsPlannedByCoordinators() {
        as(SampleUser.ANNA).body(QUESTION).post(PATH).then().statusCode(403);
        as(SampleUser.CARLA).body(QUESTION).post(PATH).then().statusCode(403);
        given().contentType(ContentType.JSON).body(QUESTION).post(PATH).then().statusCode(401);
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(Objects.requireNonNull(issuer).token(user)).contentType(ContentType.JSON);
    }
}
