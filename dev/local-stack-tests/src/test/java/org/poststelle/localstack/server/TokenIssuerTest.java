package org.poststelle.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIssuerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TokenIssuer ISSUER = TokenIssuer.start(0, Map.of("notification-service", "a secret"));

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void aSampleUserLogsInWithThePasswordAndGetsRoleAndCentre() throws Exception {
        var claims = verified(
                tokenFrom(login("grant_type=password&client_id=poststelle&username=anna.agent&password=sample")));

        assertThat(claims.getSubject()).isEqualTo("anna.agent");
        assertThat(claims.getIssuer()).isEqualTo(ISSUER.issuer());
        assertThat(claims.getAudience()).containsExactly("poststelle");
        assertThat(claims.getStringListClaim("roles")).containsExactly("agent");
        assertThat(claims.getStringClaim("centre")).isEqualTo("KO");
        assertThat(claims.getExpirationTime().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(5)), Instant.now().plus(Duration.ofMinutes(60)));
    }

    @Test
    void aServiceAccountShowsItsSecret() throws Exception {
        var claims = verified(tokenFrom(
                login("grant_type=client_credentials&client_id=notification-service&client_secret=a+secret")));

        assertThat(claims.getSubject()).isEqualTo("notification-service");
        assertThat(claims.getStringListClaim("roles")).containsExactly("notification-service");
    }

    @Test
    void aTokenIssuedDirectlyEqualsTheOneOfALogin() throws Exception {
        var claims = verified(ISSUER.token(SampleUser.CARLA));

        assertThat(claims.getSubject()).isEqualTo("carla.clerk");
        assertThat(claims.getAudience()).containsExactly("poststelle");
        assertThat(claims.getStringClaim("authority")).isEqualTo("koblenz-elterngeldstelle");
        assertThat(claims.getClaim("centre")).isNull();
    }

    @Test
    void aTestMayAskForAnyClaims() throws Exception {
        var claims = verified(ISSUER.token("old.agent", Map.of("roles", List.of("agent")), Duration.ofHours(-1)));

        assertThat(claims.getExpirationTime()).isInThePast();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=password&client_id=poststelle&username=anna.agent&password=wrong",
                "grant_type=password&client_id=poststelle&username=nobody&password=sample",
                "grant_type=client_credentials&client_id=notification-service&client_secret=wrong",
                "grant_type=client_credentials&client_id=nobody&client_secret=a+secret",
                "grant_type=refresh_token&client_id=poststelle&refresh_token=any",
                "grant_type=authorization_code&client_id=poststelle&code=any&redirect_uri=http%3A%2F%2Flocalhost"
            })
    void whoCannotShowPasswordOrSecretGetsNoToken(String form) throws Exception {
        var answer = login(form);

        assertThat(answer.statusCode()).isBetween(400, 401);
        assertThat(answer.body()).doesNotContain("access_token");
    }

    private static HttpResponse<String> login(String form) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(ISSUER.issuer() + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static String tokenFrom(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).required("access_token").asText();
    }

    /** The claims, after the signature was checked with the key the issuer publishes. */
    private static JWTClaimsSet verified(String token) throws Exception {
        var keys = JWKSet.load(URI.create(ISSUER.issuer() + "/jwks").toURL());
        var jwt = SignedJWT.parse(token);
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(jwt.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
        return jwt.getJWTClaimsSet();
    }
}
