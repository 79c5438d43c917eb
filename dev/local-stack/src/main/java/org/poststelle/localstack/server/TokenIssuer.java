package org.poststelle.localstack.server;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.OAuth2Exception;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.HttpUrl;

/**
 * An OpenID Connect issuer inside this JVM. It knows the {@linkplain SampleUser#ALL sample users}, who all have the same
 * password, and service accounts with a secret. Its signing key is new at every start.
 */
public final class TokenIssuer implements AutoCloseable {

    /** The password of every sample user. */
    public static final String SAMPLE_PASSWORD = "sample";

    private static final String ISSUER_ID = "poststelle";
    private static final String AUDIENCE = "poststelle";
    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final MockOAuth2Server server;
    private final OAuth2TokenProvider tokens;
    private final HttpUrl issuer;

    private TokenIssuer(MockOAuth2Server server, OAuth2TokenProvider tokens, HttpUrl issuer) {
        this.server = server;
        this.tokens = tokens;
        this.issuer = issuer;
    }

    /**
     * Starts the issuer.
     *
     * @param port the port, or 0 for any free one
     * @param serviceAccounts secrets of the service accounts by client id
     */
    public static TokenIssuer start(int port, Map<String, String> serviceAccounts) {
        var listener = port == 0 ? Ports.anyFree() : port;
        // without the key that ships with the library, which anyone could sign with
        var tokens = new OAuth2TokenProvider(new KeyProvider(List.of()));
        var server = new MockOAuth2Server(
                new OAuth2Config(false, null, null, false, tokens, Set.of(new Login(serviceAccounts))));
        server.start(InetAddress.getLoopbackAddress(), listener);
        var issuer = HttpUrl.get("http://localhost:%d/%s".formatted(listener, ISSUER_ID));
        warmUp(issuer + "/.well-known/openid-configuration");
        warmUp(issuer + "/jwks");
        return new TokenIssuer(server, tokens, issuer);
    }

    /** The first answers take seconds on a busy machine, longer than services wait for an issuer when they start. */
    private static void warmUp(String address) {
        try (var answer = URI.create(address).toURL().openStream()) {
            answer.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The issuer does not answer", e);
        }
    }

    /** The issuer's address, as services are configured with it. */
    public String issuer() {
        return issuer.toString();
    }

    /** A token as the user gets it by logging in. */
    public String token(SampleUser user) {
        return token(user.name(), user.claims(), LIFETIME);
    }

    /**
     * A token with any claims.
     *
     * @param subject the {@code sub} claim
     * @param claims further claims, such as {@code roles}, {@code centre}, {@code authority}; {@code aud} replaces the audience
     * @param lifetime how long it is valid; a negative one gives an expired token
     */
    public String token(String subject, Map<String, Object> claims, Duration lifetime) {
        var login = new ResourceOwnerPasswordCredentialsGrant(subject, new Secret(SAMPLE_PASSWORD));
        var request = new TokenRequest(URI.create(issuer() + "/token"), new ClientID(AUDIENCE), login, null);
        return tokens.accessToken(request, issuer, new Granted(subject, claims, lifetime), null)
                .serialize();
    }

    @Override
    public void close() {
        server.shutdown();
    }

    /** What the issuer puts into a token it was asked for directly. */
    private record Granted(String subject, Map<String, Object> claims, Duration lifetime)
            implements OAuth2TokenCallback {

        @Override
        public String issuerId() {
            return ISSUER_ID;
        }

        @Override
        public String subject(TokenRequest request) {
            return subject;
        }

        @Override
        public String typeHeader(TokenRequest request) {
            return "JWT";
        }

        @Override
        public List<String> audience(TokenRequest request) {
            return List.of(AUDIENCE);
        }

        @Override
        public Map<String, Object> addClaims(TokenRequest request) {
            return claims;
        }

        @Override
        public long tokenExpiry() {
            return lifetime.toSeconds();
        }
    }

    /** What the issuer puts into a token asked for over HTTP; whoever cannot show a password or secret gets none. */
    private record Login(Map<String, String> serviceAccounts) implements OAuth2TokenCallback {

        @Override
        public String issuerId() {
            return ISSUER_ID;
        }

        @Override
        public String subject(TokenRequest request) {
            return user(request).name();
        }

        @Override
        public String typeHeader(TokenRequest request) {
            return "JWT";
        }

        @Override
        public List<String> audience(TokenRequest request) {
            return List.of(AUDIENCE);
        }

        @Override
        public Map<String, Object> addClaims(TokenRequest request) {
            return user(request).claims();
        }

        @Override
        public long tokenExpiry() {
            return LIFETIME.toSeconds();
        }

        private SampleUser user(TokenRequest request) {
            return switch (request.getAuthorizationGrant()) {
                case ResourceOwnerPasswordCredentialsGrant login ->
                    Optional.of(login)
                            .filter(it -> it.getPassword().getValue().equals(SAMPLE_PASSWORD))
                            .flatMap(it -> SampleUser.ALL.stream()
                                    .filter(user -> user.name().equals(it.getUsername()))
                                    .findFirst())
                            .orElseThrow(
                                    () -> new OAuth2Exception(OAuth2Error.INVALID_GRANT, "Unknown user or password"));
                case ClientCredentialsGrant _
                when request.getClientAuthentication() instanceof PlainClientSecret shown
                        && shown.getClientSecret()
                                .getValue()
                                .equals(serviceAccounts.get(shown.getClientID().getValue())) ->
                    SampleUser.service(shown.getClientID().getValue());
                default -> throw new OAuth2Exception(OAuth2Error.INVALID_CLIENT, "Unknown client, secret or grant");
            };
        }
    }
}
