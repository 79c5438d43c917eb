package org.poststelle.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class TokensTest extends RestConventionsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Map<String, Object> AGENT = Map.of("roles", List.of("agent"), "centre", "KO");

    @Test
    void tokenOfAnAgentIsAccepted() {
        centreOf(issuer.token("anna", AGENT, HOUR)).statusCode(200).body("items", contains("KO"));
    }

    @Test
    void requestWithoutTokenIsAskedForOne() {
        given().get(THINGS)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", problem("unauthenticated"))
                .body("title", equalTo("Nicht angemeldet"));
    }

    @Test
    void tokenSignedByAForeignKeyIsRefused() {
        try (var foreign = TokenIssuer.start(0, Map.of())) {
            var token = foreign.token("anna", with("iss", issuer.issuer()), HOUR);
            refused(token);
        }
    }

    @Test
    void tokenOfAnotherIssuerIsRefused() {
        refused(issuer.token("anna", with("iss", "https://issuer.example"), HOUR));
    }

    @Test
    void unsignedTokenIsRefused() {
        var parts = issuer.token("anna", AGENT, HOUR).split("\\.", -1);
        refused(base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".");
        refused(base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + "." + parts[2]);
    }

    @Test
    void tokenWithChangedClaimsIsRefused() {
        var parts = issuer.token("anna", AGENT, HOUR).split("\\.", -1);
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        refused(parts[0] + "." + base64(claims.replace("\"KO\"", "\"TR\"")) + "." + parts[2]);
    }

    @Test
    void expiredTokenIsRefused() {
        refused(issuer.token("anna", AGENT, HOUR.negated()));
    }

    @Test
    void tokenForAnotherAudienceIsRefused() {
        refused(issuer.token("anna", with("aud", List.of("other")), HOUR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "a.b.c", ".", "e30.e30.e30"})
    void whatIsNoTokenIsRefused(String token) {
        refused(token);
    }

    @Test
    void otherSchemesAreNoToken() {
        given().header("Authorization", "Basic YTpi").get(THINGS).then().statusCode(401);
    }

    @Test
    void tokenWithoutTheRoleIsForbidden() {
        forbidden(issuer.token("anna", Map.of("centre", "KO"), HOUR));
        forbidden(issuer.token("anna", Map.of("roles", List.of(), "centre", "KO"), HOUR));
        forbidden(issuer.token("anna", Map.of("roles", List.of("Agent"), "centre", "KO"), HOUR));
        forbidden(issuer.token(SampleUser.CARLA));
    }

    @Test
    void agentWithoutAReadableCentreIsForbidden() {
        forbidden(issuer.token("anna", Map.of("roles", List.of("agent")), HOUR));
        forbidden(issuer.token("anna", with("centre", "ko"), HOUR));
        forbidden(issuer.token("anna", with("centre", ""), HOUR));
        forbidden(issuer.token("anna", with("centre", List.of()), HOUR));
        forbidden(issuer.token("anna", with("centre", List.of("KO", "tr")), HOUR));
        forbidden(issuer.token("anna", with("centre", List.of("KO", 7)), HOUR));
    }

    @Test
    void agentOfSeveralCentresSaysForWhichARequestIsMade() {
        var token = issuer.token("anna", with("centre", List.of("KO", "TR")), HOUR);

        actingFor("TR", token).statusCode(200).body("items", contains("TR"));
        actingFor("KO", token).statusCode(200).body("items", contains("KO"));
        actingFor("MZ", token)
                .statusCode(403)
                .body("type", problem("acting-for"))
                .body("field", equalTo("Acting-For"))
                .body("detail", containsString("KO, TR"));
        centreOf(token).statusCode(403).body("type", problem("acting-for"));
    }

    @Test
    void agentOfOneCentreCannotActForAnother() {
        var token = issuer.token("anna", AGENT, HOUR);

        actingFor("KO", token).statusCode(200).body("items", contains("KO"));
        actingFor("TR", token).statusCode(403).body("type", problem("acting-for"));
        actingFor("", token).statusCode(403);
    }

    private static ValidatableResponse actingFor(String centre, String token) {
        return with(token).header("Acting-For", centre).get(THINGS + "/centre").then();
    }

    @Test
    void endpointThatNamesNoRoleIsForbiddenToEverybody() {
        for (var user : SampleUser.ALL) {
            with(issuer.token(user)).get("/api/v1/unannotated").then().statusCode(403);
        }
    }

    private void refused(String token) {
        centreOf(token)
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("type", problem("unauthenticated"));
    }

    private void forbidden(String token) {
        centreOf(token).statusCode(403).body("type", problem("forbidden"));
    }

    private static ValidatableResponse centreOf(String token) {
        return with(token).get(THINGS + "/centre").then();
    }

    private static Map<String, Object> with(String claim, Object value) {
        var claims = new HashMap<>(AGENT);
        claims.put(claim, value);
        return claims;
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
