package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.ServiceRoute;
import org.poststelle.localstack.server.KafkaBroker;
import org.poststelle.localstack.server.SampleUser;

/** The compose file starts the system that the local stack starts. */
class ComposeTest {

    private static final Path DEPLOY = Path.of("../../deploy");
    private static final JsonNode SERVICES =
            YamlFiles.read(DEPLOY.resolve("compose.yaml")).path("services");

    @ParameterizedTest
    @EnumSource
    void aServiceIsGivenWhatItNeedsAndNothingItDoesNotRead(Service service) {
        var settings = ServiceSettings.of(service);
        assertThat(environment(service.id()).keySet())
                .containsAll(settings.required())
                .isSubsetOf(settings.variables());
    }

    @Test
    void noPasswordStandsInTheFileAndAMissingOneIsSaid() {
        for (var container : SERVICES.properties()) {
            environment(container.getKey()).forEach((variable, value) -> {
                if (variable.matches(".*(PASSWORD|SECRET)")) {
                    assertThat(value).as(variable).matches("\\$\\{[A-Z_]+:\\?.*README.*}");
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceHasItsOwnImageAndDatabase(Service service) throws IOException {
        assertThat(SERVICES.path(service.id()).at("/build/args/SERVICE").asText())
                .isEqualTo(service.id());
        assertThat(environment(service.id()))
                .containsEntry("DATABASE_URL", "jdbc:postgresql://postgres/" + service.database())
                .containsEntry("DATABASE_USER", service.database());
        var password = service.database().toUpperCase(Locale.ROOT) + "_DATABASE_PASSWORD";
        assertThat(environment(service.id()).get("DATABASE_PASSWORD"))
                .isEqualTo(environment("postgres").get(password));
        assertThat(Files.readString(DEPLOY.resolve("compose/databases.sh")))
                .containsPattern("for service in .*\\b%s\\b.*; do".formatted(service.database()));
    }

    @Test
    void topicsAreThoseOfTheLocalStack() {
        var topics = environment("topics").getOrDefault("TOPICS", "").split(" ");
        assertThat(topics).containsExactlyInAnyOrderElementsOf(LocalStack.topics());
        assertThat(SERVICES.at("/topics/command/0").asText()).contains("--partitions " + KafkaBroker.PARTITIONS + " ");
    }

    @Test
    void theGatewayHasThePathsOfTheLocalOne() throws IOException {
        var gateway = Files.readString(DEPLOY.resolve("compose/Caddyfile"));
        var block = Pattern.compile("@(\\w+) path (.+)\\n\\s*handle @\\1 \\{\\s*reverse_proxy (\\S+)\\s*}");
        Map<String, String> routes = new LinkedHashMap<>();
        block.matcher(gateway).results().forEach(match -> {
            for (var path : match.group(2).split(" ", -1)) {
                routes.put(path, match.group(3));
            }
        });
        Map<String, String> expected = new LinkedHashMap<>();
        for (var route : ServiceRoute.ALL) {
            var address = "%s:%d"
                    .formatted(
                            route.service().id(),
                            ServiceSettings.of(route.service()).httpPort());
            expected.put(route.path(), address);
            expected.put(route.path() + "/*", address);
        }
        assertThat(routes).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void theGatewayOpensWhenTheServiceIsReady(Service service) {
        assertThat(SERVICES.path(service.id()).path("healthcheck").path("test").toString())
                .contains("/localhost/%d;".formatted(ServiceSettings.of(service).managementPort()), "/q/health/ready");
        assertThat(SERVICES.at("/gateway/depends_on/%s/condition".formatted(service.id()))
                        .asText())
                .isEqualTo("service_healthy");
    }

    @Test
    void theIssuerKnowsTheSampleUsersOfTheLocalOne() {
        var claims = YamlFiles.read(DEPLOY.resolve("compose/issuer.json"))
                .at("/tokenCallbacks/0/requestMappings")
                .valueStream()
                .map(mapping -> mapping.path("claims"))
                .map(token -> List.of(
                        token.path("sub").asText(),
                        token.path("roles").path(0).asText(),
                        token.path("centre").asText("none"),
                        token.path("authority").asText("none"),
                        token.path("aud").path(0).asText()));
        var users = new ArrayList<>(SampleUser.ALL);
        users.add(SampleUser.service(Service.NOTIFICATION.id()));
        assertThat(claims)
                .containsExactlyElementsOf(users.stream()
                        .map(user -> List.of(
                                user.name(),
                                user.role(),
                                user.centre() == null ? "none" : user.centre(),
                                user.authority() == null ? "none" : user.authority(),
                                "poststelle"))
                        .toList());
    }

    private static Map<String, String> environment(String container) {
        var environment = new TreeMap<String, String>();
        SERVICES.path(container)
                .path("environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return environment;
    }
}
