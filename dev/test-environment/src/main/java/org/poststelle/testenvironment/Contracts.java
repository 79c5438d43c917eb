package org.poststelle.testenvironment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The contracts a producer keeps: one JSON Schema and one example per event. */
public final class Contracts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final String SCHEMA = ".schema.json";
    private static final List<String> HEADERS = List.of(
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_subject",
            "ce_time",
            "ce_version",
            "ce_centre",
            "ce_traceparent",
            "traceparent");
    private static final String PREFIX = "org.poststelle.";

    private final Path folder;

    private Contracts(Path folder) {
        this.folder = folder;
    }

    /** The contracts of a service; its folder lies beside the one under test. */
    public static Contracts of(String service) {
        return new Contracts(Path.of("..", service, "contracts"));
    }

    /**
     * The producer's example of an event.
     *
     * @param type the CloudEvents type
     */
    public JsonNode example(String type) {
        return read(name(type) + ".example.json");
    }

    /** What a document has that the schema of the type does not allow; empty when it fits. */
    public List<String> violations(String type, JsonNode document) {
        return mismatches(text(name(type) + SCHEMA), document);
    }

    private static List<String> mismatches(String schema, JsonNode document) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(
                        document.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /**
     * Where an event that a service publishes is not what its contract says: its example, its schema, and no field beside those of the
     * schema, which allows others for the sake of readers.
     *
     * @param body of the event with the values of the example, as JSON
     */
    public List<String> deviations(String type, String body) {
        var published = parse(body);
        var found = new ArrayList<>(violations(type, published));
        if (!published.equals(example(type))) {
            found.add("The event is not the example: " + body);
        }
        var listed = read(name(type) + SCHEMA).path("properties");
        published.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> !listed.has(field))
                .forEach(field -> found.add("The schema does not list " + field));
        return found;
    }

    /**
     * What is wrong with the AsyncAPI document: against AsyncAPI's own schema, and in that it must name the events of the folder
     * and the headers of every record.
     */
    public List<String> asyncApiViolations() {
        var document = yaml("asyncapi.yaml");
        var found = new ArrayList<>(mismatches(asyncApiSchema(), document));
        var messages = document.at("/components/messages")
                .valueStream()
                .map(message -> name(message.path("name").asText()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!messages.equals(events())) {
            found.add("The messages " + messages + " are not the events " + events());
        }
        var headers = document.at("/components/messageTraits/cloudEvent/headers/properties");
        HEADERS.stream()
                .filter(header -> !headers.has(header))
                .forEach(header -> found.add("The header " + header + " is missing"));
        return found;
    }

    private Set<String> events() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SCHEMA))
                    .map(file -> file.substring(0, file.length() - SCHEMA.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Published by the AsyncAPI Initiative under the Apache License 2.0 (npm package {@code @asyncapi/specs}). */
    private static String asyncApiSchema() {
        try (var schema = Contracts.class.getResourceAsStream("asyncapi-3.1.0.schema.json")) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode yaml(String file) {
        try {
            return YAML.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any file of the folder as JSON. */
    public JsonNode read(String file) {
        return parse(text(file));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String type) {
        return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
    }
}
