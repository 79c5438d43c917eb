package org.poststelle.rest;

import static io.restassured.RestAssured.config;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class ProblemsTest extends RestConventionsTest {

    @Test
    void problemIsGermanUnlessEnglishIsPreferred() {
        title(null, "Name vergeben", "de");
        title("fr", "Name vergeben", "de");
        title("en-GB,de;q=0.5", "Name in use", "en");
        title("%&/ not a language", "Name vergeben", "de");
    }

    private void title(@Nullable String acceptLanguage, String title, String language) {
        var request = agent();
        if (acceptLanguage != null) {
            request.header("Accept-Language", acceptLanguage);
        }
        request.body("{\"name\": \"occupied\"}")
                .post(THINGS)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .header("Content-Language", language)
                .header("Vary", containsString("Accept-Language"))
                .body("type", problem("occupied"))
                .body("title", equalTo(title))
                .body("detail", containsString("occupied"))
                .body("field", equalTo("name"))
                .body("status", equalTo(409));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name': }                              | malformed-json",
                "{'name': 'a'                            | malformed-json",
                "{'name': 'a', 'name': 'b'}              | malformed-json",
                "{'name': 'a'} {'name': 'b'}             | malformed-request",
                "[{'name': 'a'}]                         | malformed-request",
                "\"a\"                                   | malformed-request",
            })
    void unreadableJsonIsRefused(String body, String problem) {
        create(body).statusCode(400).body("type", problem(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name': 'a', 'size': 3}                | unknown-field | size",
                "{'name': 'a', 'part': {'size': 3}}      | unknown-field | part.size",
                "{'name': 12}                            | invalid-value | name",
                "{'name': true}                          | invalid-value | name",
                "{'name': 'a', 'tags': ['x', 1.5]}       | invalid-value | tags[1]",
                "{'name': 'a', 'tags': 'x'}              | invalid-value | tags",
                "{'name': 'a', 'kind': 'HUGE'}           | invalid-value | kind",
                "{'name': 'a', 'kind': 0}                | invalid-value | kind",
                "{'name': 'a', 'day': '2026-02-30'}      | invalid-value | day",
                "{'name': 'a', 'day': 20260230}          | invalid-value | day",
                "{'name': 'a', 'part': {'number': 'x'}}  | invalid-value | part.number",
            })
    void fieldThatCannotBeReadIsNamed(String body, String problem, String field) {
        create(body).statusCode(400).body("type", problem(problem)).body("field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                      | name",
                "{'name': ' '}                           | name",
                "{'name': 'a\\nb'}                       | name",
                "{'name': 'a\\u0000'}                    | name",
                "{'name': 'a\\u2028b'}                   | name",
                "{'name': 'a\\ud800'}                    | name",
                "{'name': 'a', 'text': 'a\\u0007'}       | text",
                "{'name': 'a', 'email': 'a@b'}           | email",
                "{'name': 'a', 'tags': ['x', ' ']}       | tags[1]",
                "{'name': 'a', 'tags': ['x','y','z']}    | tags",
                "{'name': 'a', 'part': {}}               | part.number",
            })
    void invalidFieldIsNamed(String body, String field) {
        create(body).statusCode(422).body("type", problem("invalid-input")).body("violations.field", contains(field));
    }

    @Test
    void allInvalidFieldsAreNamedInOrder() {
        agent().header("Accept-Language", "en")
                .body("{\"name\": \"\", \"email\": \"x\", \"tags\": [\"\", \"\\u0000\"]}")
                .post(THINGS)
                .then()
                .statusCode(422)
                .body("violations.field", contains("email", "name", "tags[0]", "tags[1]"))
                .body("violations[1].message", equalTo("must not be blank"));
    }

    @Test
    void textsMayHaveLines() {
        create("{'name': 'Müller 🙂', 'text': 'a\\r\\n\\tb'}").statusCode(201);
    }

    @Test
    void missingBodyIsRefused() {
        agent().post(THINGS).then().statusCode(422).body("type", problem("invalid-input"));
        create("null").statusCode(422).body("type", problem("invalid-input"));
    }

    @Test
    void otherFormatsAreRefused() {
        var types = List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x");
        for (var type : types) {
            agent().config(config().encoderConfig(
                                    encoderConfig().encodeContentTypeAs(type.split(";", 2)[0], ContentType.TEXT)))
                    .contentType(type)
                    .body("name=a")
                    .post(THINGS)
                    .then()
                    .statusCode(415)
                    .body("type", problem("unsupported-media-type"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*", "x", "a/b/c", ";"})
    void answerInAnotherFormatIsNotAcceptable(String accept) {
        agent().accept(accept)
                .get(THINGS)
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("type", problem("not-acceptable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "application/*"})
    void jsonIsAcceptableInManyWords(String accept) {
        agent().accept(accept).get(THINGS).then().statusCode(200).contentType("application/json");
    }

    @Test
    void methodThatAnAddressDoesNotAcceptIsAnsweredWithThoseItDoes() {
        agent().delete(THINGS)
                .then()
                .statusCode(405)
                .header("Allow", "GET, POST")
                .body("type", problem("method-not-allowed"));
        agent().delete(THINGS + "/4").then().statusCode(405).header("Allow", "PUT");
        agent().request(Method.TRACE, THINGS).then().statusCode(405);
    }

    @Test
    void addressThatIsNotThereIsNotFound() {
        agent().get("/api/v1/nothing").then().statusCode(404).body("type", problem("not-found"));
        agent().body("{\"name\": \"a\"}").put(THINGS + "/four").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "reference=KO-2026-1, unknown-parameter, reference",
        "Limit=5, unknown-parameter, Limit",
        "limit=many, invalid-value, limit",
        "limit=, invalid-value, limit",
        "limit=5&limit=6, invalid-value, limit",
        "limit=99999999999, invalid-value, limit",
        "owner=KO, invalid-value, owner",
        "archived=yes, invalid-value, archived",
        "kind=HUGE, invalid-value, kind",
        "kind=small, invalid-value, kind",
        "cursor=x, invalid-cursor, cursor",
    })
    void queryParameterThatIsUnknownOrUnreadableIsNamed(String query, String problem, String field) {
        agent().get(THINGS + "?" + query)
                .then()
                .statusCode(400)
                .body("type", problem(problem))
                .body("field", equalTo(field));
    }

    @Test
    void queryParameterOutOfRangeIsInvalid() {
        for (int limit : new int[] {0, -1, 101}) {
            agent().get(THINGS + "?limit=" + limit)
                    .then()
                    .statusCode(422)
                    .body("violations.field", contains("limit"))
                    .body("violations[0].in", equalTo("query"));
        }
    }

    @Test
    void changeNeedsTheVersionSeenLast() {
        var body = "{\"name\": \"a\"}";
        agent().body(body).put(THINGS + "/4").then().statusCode(428).body("type", problem("missing-version"));
        for (var stale : new String[] {"\"6\"", "W/\"7\"", "7", "*", "\"x\""}) {
            agent().header("If-Match", stale)
                    .body(body)
                    .put(THINGS + "/4")
                    .then()
                    .statusCode(412)
                    .body("type", problem("stale-version"))
                    .body("field", equalTo("If-Match"));
        }
        agent().header("If-Match", "\"7\"")
                .body(body)
                .put(THINGS + "/4")
                .then()
                .statusCode(200)
                .header("ETag", "\"8\"");
    }

    @Test
    void inputThatIsReadableAndStillImpossibleIsUnprocessable() {
        agent().get(THINGS + "/impossible").then().statusCode(422).body("field", equalTo("number"));
    }

    @Test
    void failureSaysNothingOfItsCause() {
        agent().get(THINGS + "/broken")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("type", problem("internal-error"))
                .body(not(containsString("Erika")))
                .body(not(containsString("Exception")));
    }

    @Test
    void unavailableIsSaidSo() {
        agent().get(THINGS + "/unavailable").then().statusCode(503).body("type", problem("unavailable"));
    }

    @Test
    void bodyOfMoreThanAMegabyteIsTooLarge() {
        agent().body("{\"name\": \"%s\"}".formatted("a".repeat(1024 * 1024)))
                .post(THINGS)
                .then()
                .statusCode(413)
                .body("type", problem("too-large"));
    }

    @Test
    void bodyOfNearlyAMegabyteIsRead() {
        var text = "a".repeat(900_000);
        assertThat(create("{'name': 'a', 'text': '%s'}".formatted(text))
                        .statusCode(201)
                        .extract()
                        .<String>path("text"))
                .isEqualTo(text);
    }

    private ValidatableResponse create(String body) {
        return agent().body(body.replace('\'', '"')).post(THINGS).then();
    }
}
