package org.poststelle.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.messaging.EventJson;
import org.poststelle.notification.composition.Kind;
import org.poststelle.notification.delivery.NotificationEvent.Failed;
import org.poststelle.notification.delivery.NotificationEvent.Reason;
import org.poststelle.notification.delivery.NotificationEvent.Sent;

/** What this service publishes is what its contracts say. */
class PublishedContractTest {

    private static final Path CONTRACTS = Path.of("contracts");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID TICKET = UUID.fromString("019aa1c7-5c00-7a10-8f3e-0115000000aa");
    private static final UUID MAIL = UUID.fromString("019aa1c7-6400-7b20-9a4d-0115000000bb");
    private static final Instant AT = Instant.parse("2026-11-20T14:00:01.250Z");

    static Stream<NotificationEvent> events() {
        return Stream.of(
                new Sent(TICKET, MAIL, Kind.RECEIPT, Kind.Recipient.CITIZEN, AT),
                new Failed(TICKET, MAIL, Kind.FORWARDED, Kind.Recipient.AUTHORITY, Reason.REJECTED, AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventEqualsItsExample(NotificationEvent event) throws IOException {
        assertThat(JSON.readTree(EventJson.write(event))).isEqualTo(JSON.readTree(file(event, "example")));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventFitsItsSchemaAndHasNothingThatIsNotListedThere(NotificationEvent event) throws IOException {
        String schema = file(event, "schema");

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(
                                EventJson.write(event),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
        assertThat(names(JSON.readTree(schema).get("properties")))
                .containsAll(names(JSON.readTree(EventJson.write(event))));
    }

    @Test
    void everyEventIsInTheAsyncApi() throws IOException {
        String document = Files.readString(CONTRACTS.resolve("asyncapi.yaml"));

        assertThat(events().map(event -> event.getClass().getName()))
                .as("an example of every type")
                .containsExactlyInAnyOrderElementsOf(Stream.of(NotificationEvent.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
        assertThat(events())
                .allSatisfy(event ->
                        assertThat(document).contains("name: " + event.type(), "./" + fileName(event, "schema")));
    }

    private static String file(NotificationEvent event, String kind) throws IOException {
        return Files.readString(CONTRACTS.resolve(fileName(event, kind)));
    }

    private static String fileName(NotificationEvent event, String kind) {
        return event.type().substring("org.poststelle.".length()) + "." + kind + ".json";
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
