package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** What can be read where. */
@ExtendWith(RunningSystem.class)
class ManagementPortTest {

    private final LocalStack stack;

    ManagementPortTest(LocalStack stack) {
        this.stack = stack;
    }

    /** A network policy guards the port. */
    @ParameterizedTest
    @EnumSource
    void healthMetricsAndDescriptionNeedNoToken(Service service) throws Exception {
        for (var path :
                new String[] {"/q/health/started", "/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi"}) {
            assertThat(status(stack.managementUrl(service).resolve(path), Map.of()))
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/directory/authorities/vg-konz",
                "/operations/parked-records",
                "/q/metrics",
                "/api/v1/tickets/../../../internal/v1/directory/authorities/vg-konz",
                "/api/v1/tickets/%2e%2e/%2e%2e/%2e%2e/operations/parked-records"
            })
    void publicRouteHasNeitherInternalPathsNorThoseOfOperators(String path) throws Exception {
        for (var user : new SampleUser[] {SampleUser.ADAM, SampleUser.service(Service.NOTIFICATION.id())}) {
            var token = Map.of("Authorization", "Bearer " + stack.issuer().token(user));
            assertThat(status(URI.create(stack.gatewayUrl() + path), token)).isBetween(400, 404);
        }
    }

    private static int status(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        // without an upgrade to HTTP/2, as Kubernetes and Prometheus do it
        var request = HttpRequest.newBuilder(uri).version(Version.HTTP_1_1).timeout(Duration.ofMinutes(1));
        headers.forEach(request::header);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).statusCode();
        }
    }
}
