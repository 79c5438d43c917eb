package org.poststelle.systemtests;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.ServiceRoute;
import org.poststelle.localstack.server.KafkaBroker;

/** What the Kubernetes base gives the services is what they read, and what the local stack gives them. */
class DeploymentTest {

    private static final Path BASE = Path.of("../../deploy/base");
    private static final JsonNode KUSTOMIZATION = YamlFiles.read(BASE.resolve("kustomization.yaml"));
    private static final JsonNode EVERY_SERVICE = container(YamlFiles.read(BASE.resolve("every-service.yaml")));
    private static final List<JsonNode> RESOURCES = texts(KUSTOMIZATION.path("resources"))
            .flatMap(file -> YamlFiles.documents(BASE.resolve(file)))
            .toList();

    @ParameterizedTest
    @EnumSource
    void aServiceIsGivenWhatItNeedsAndNothingItDoesNotRead(Service service) {
        var settings = ServiceSettings.of(service);
        assertThat(given(service).keySet()).containsAll(settings.required()).isSubsetOf(settings.variables());
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreGivenByReferenceOnly(Service service) {
        assertThat(given(service)).allSatisfy((variable, value) -> {
            if (variable.matches(".*(PASSWORD|SECRET|JAAS_CONFIG)")) {
                assertThat(value).startsWith("secret ");
            }
        });
        assertThat(RESOURCES).noneMatch(resource -> kind(resource).equals("Secret"));
    }

    @ParameterizedTest
    @EnumSource
    void aServiceEntersItsOwnDatabaseAsItsOwner(Service service) {
        var cluster = service.database() + "-database";
        var database = resource("Cluster", cluster).at("/spec/bootstrap/initdb");
        assertThat(database.path("database").asText()).isEqualTo(service.database());
        assertThat(database.path("owner").asText()).isEqualTo(service.database());
        assertThat(given(service))
                .hasEntrySatisfying(
                        "DATABASE_URL",
                        url -> assertThat(url)
                                .startsWith("jdbc:postgresql://%s-rw/%s?".formatted(cluster, service.database())))
                .containsEntry("DATABASE_USER", "secret %s-app username".formatted(cluster))
                .containsEntry("DATABASE_PASSWORD", "secret %s-app password".formatted(cluster));
    }

    @ParameterizedTest
    @EnumSource
    void aServiceMayWriteItsTopicAndReadWhatItReads(Service service) {
        var settings = ServiceSettings.of(service);
        var needed = new HashSet<>(Set.of(
                "topic %s Write Describe".formatted(settings.property("poststelle.outbox.topic")),
                "group %s Read".formatted(settings.property("quarkus.application.name"))));
        settings.inboxTopics().forEach(topic -> needed.add("topic %s Read Describe".formatted(topic)));

        var user = resource("KafkaUser", service.id());
        var allowed = stream(user.at("/spec/authorization/acls"))
                .map(acl -> "%s %s %s"
                        .formatted(
                                acl.at("/resource/type").asText(),
                                acl.at("/resource/name").asText(),
                                String.join(" ", texts(acl.path("operations")).toList())))
                .toList();
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(needed);
        assertThat(given(service))
                .containsEntry("KAFKA_SASL_JAAS_CONFIG", "secret %s sasl.jaas.config".formatted(service.id()));
    }

    @ParameterizedTest
    @EnumSource
    void portsAreThoseTheServiceListensOn(Service service) {
        var settings = ServiceSettings.of(service);
        var listening = Map.of("http", settings.httpPort(), "management", settings.managementPort());
        assertThat(ports(EVERY_SERVICE.path("ports"), "containerPort")).isEqualTo(listening);
        assertThat(ports(resource("Service", service.id()).at("/spec/ports"), "port"))
                .isEqualTo(listening);
        assertThat(resource("Service", service.id()).at("/spec/selector"))
                .isEqualTo(resource("Deployment", service.id()).at("/spec/template/metadata/labels"));
        assertThat(Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                        .map(probe ->
                                EVERY_SERVICE.path(probe).at("/httpGet/port").asText()))
                .containsOnly("management");
    }

    @Test
    void servicesFindEachOther() {
        assertThat(given(Service.NOTIFICATION))
                .containsEntry("TICKET_SERVICE_URL", url(Service.TICKET))
                .containsEntry("ROUTING_SERVICE_URL", url(Service.ROUTING));
    }

    @Test
    void topicsAreThoseOfTheServicesAndOfTheLocalStack() {
        var topics = RESOURCES.stream()
                .filter(resource -> kind(resource).equals("KafkaTopic"))
                .toList();
        assertThat(topics.stream().map(DeploymentTest::name))
                .containsExactlyInAnyOrderElementsOf(LocalStack.topics())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Service.values())
                        .map(service -> ServiceSettings.of(service).property("poststelle.outbox.topic"))
                        .toList());
        assertThat(topics).allSatisfy(topic -> {
            assertThat(topic.at("/spec/partitions").asInt()).isEqualTo(KafkaBroker.PARTITIONS);
            assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(3);
            assertThat(topic.at("/spec/config/min.insync.replicas").asInt()).isEqualTo(2);
            assertThat(topic.at("/spec/config/retention.ms").asLong())
                    .isEqualTo(Duration.ofDays(14).toMillis());
        });
        assertThat(Arrays.stream(Service.values())
                        .flatMap(service -> ServiceSettings.of(service).inboxTopics().stream()))
                .isSubsetOf(LocalStack.topics());
    }

    @Test
    void theRouteHasThePathsOfTheGateway() {
        var routes = stream(resource("HTTPRoute", "poststelle").at("/spec/rules"))
                .flatMap(rule -> stream(rule.path("matches"))
                        .map(match -> "%s %s http://%s:%d"
                                .formatted(
                                        match.at("/path/type").asText(),
                                        match.at("/path/value").asText(),
                                        rule.at("/backendRefs/0/name").asText(),
                                        rule.at("/backendRefs/0/port").asInt())));
        assertThat(routes)
                .containsExactlyInAnyOrderElementsOf(ServiceRoute.ALL.stream()
                        .map(route -> "PathPrefix %s %s".formatted(route.path(), url(route.service())))
                        .toList());
    }

    @Test
    void theKustomizationListsEveryFile() throws IOException {
        var listed = Stream.of(
                        texts(KUSTOMIZATION.path("resources")),
                        stream(KUSTOMIZATION.path("patches"))
                                .map(patch -> patch.path("path").asText()),
                        stream(KUSTOMIZATION.path("configMapGenerator")).flatMap(map -> texts(map.path("envs"))),
                        Stream.of("kustomization.yaml"))
                .flatMap(files -> files);
        try (var files = Files.list(BASE)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(listed.toList());
        }
    }

    /** The environment variables of a service in Kubernetes: values, or the secrets and keys that hold them. */
    private static Map<String, String> given(Service service) {
        var container = container(resource("Deployment", service.id()));
        Map<String, String> given = new HashMap<>();
        stream(container.path("envFrom"))
                .map(source -> configMap(source.at("/configMapRef/name").asText()))
                .forEach(settings -> settings.forEach((name, value) -> given.put((String) name, (String) value)));
        Stream.of(EVERY_SERVICE, container)
                .flatMap(each -> stream(each.path("env")))
                .forEach(variable -> given.put(variable.path("name").asText(), value(variable)));
        return given;
    }

    private static String value(JsonNode variable) {
        var secret = variable.at("/valueFrom/secretKeyRef");
        return secret.isMissingNode()
                ? variable.path("value").asText()
                : "secret %s %s"
                        .formatted(
                                secret.path("name").asText(), secret.path("key").asText());
    }

    private static Properties configMap(String name) {
        var settings = new Properties();
        stream(KUSTOMIZATION.path("configMapGenerator"))
                .filter(map -> map.path("name").asText().equals(name))
                .flatMap(map -> texts(map.path("envs")))
                .forEach(file -> settings.putAll(ServiceSettings.file(BASE.resolve(file))));
        assertThat(settings).as("the ConfigMap %s", name).isNotEmpty();
        return settings;
    }

    private static JsonNode resource(String kind, String name) {
        return RESOURCES.stream()
                .filter(resource ->
                        kind(resource).equals(kind) && name(resource).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no %s %s".formatted(kind, name)));
    }

    private static JsonNode container(JsonNode deployment) {
        return requireNonNull(deployment.at("/spec/template/spec/containers").get(0));
    }

    private static String kind(JsonNode resource) {
        return resource.path("kind").asText();
    }

    private static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    private static String url(Service service) {
        return "http://%s:%d"
                .formatted(service.id(), ServiceSettings.of(service).httpPort());
    }

    private static Map<String, Integer> ports(JsonNode ports, String number) {
        return stream(ports)
                .collect(toMap(
                        port -> port.path("name").asText(),
                        port -> port.path(number).asInt()));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }

    private static Stream<String> texts(JsonNode array) {
        return stream(array).map(JsonNode::asText);
    }
}
