package org.poststelle.testenvironment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The contracts a producer keeps: one JSON Schema and one example per event. */
public final class Contracts {

    private static final ObjectMapper JSON = new ObjectMapper();
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
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(name(type) + ".schema.json"));
        return schema
                .validate(
                        document.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** Any file of the folder as JSON. */
    public JsonNode read(String file) {
        try {
            return JSON.readTree(text(file));
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
        return type.substring(PREFIX.length());
    }
}
