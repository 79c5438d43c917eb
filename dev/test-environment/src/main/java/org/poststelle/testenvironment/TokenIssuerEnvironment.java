package org.poststelle.testenvironment;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poststelle.localstack.server.TokenIssuer;

/**
 * The environment of an application without database and broker: tokens only. Fields of the test of type {@link TokenIssuer} are
 * set.
 */
public final class TokenIssuerEnvironment implements QuarkusTestResourceLifecycleManager {

    private @Nullable TokenIssuer issuer;

    @Override
    public Map<String, String> start() {
        var started = TokenIssuer.start(0, Map.of());
        issuer = started;
        return Map.of("OIDC_ISSUER", started.issuer(), "LOG_JSON", "false");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(issuer, new TestInjector.MatchesType(TokenIssuer.class));
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.close();
        }
    }
}
