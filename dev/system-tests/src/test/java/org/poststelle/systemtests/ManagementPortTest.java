package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** Who may read what the services say about themselves. */
@ExtendWith(RunningSystem.class)
class ManagementPortTest {

    private static final SampleUser PROMETHEUS = SampleUser.service("prometheus");

    private final LocalStack stack;

    ManagementPortTest(LocalStack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @EnumSource
    void onlyHealthNeedsNoToken(Service service) throws Exception {
        for (var health : new String[] {"/q/health/started", "/q/health/live", "/q/health/ready"}) {
            assertThat(status(service, health, null)).as(health).isEqualTo(200);
        }
        for (var other :
                new String[] {"/q/metrics", "/q/openapi", "/q/health/../metrics", "/q//metrics", "/", "/q/none"}) {
            assertThat(status(service, other, null)).as(other).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDescriptionIsForAllWhoMayUseTheApiAndMetricsAreForOperators(Service service) throws Exception {
        assertThat(status(service, "/q/openapi", SampleUser.ANNA)).isEqualTo(200);
        assertThat(status(service, "/q/metrics", SampleUser.ANNA)).isEqualTo(403);
        assertThat(status(service, "/q/metrics", SampleUser.ADAM)).isEqualTo(200);
        assertThat(status(service, "/q/metrics", PROMETHEUS)).isEqualTo(200);
    }

    private int status(Service service, String path, @Nullable SampleUser user)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(stack.managementUrl(service).resolve(path));
        if (user != null) {
            request.header("Authorization", "Bearer " + stack.issuer().token(user));
        }
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).statusCode();
        }
    }
}
