package org.poststelle.testenvironment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The OpenAPI document that a service keeps of its HTTP API, {@code contracts/openapi.yaml}. */
public final class HttpContract {

    private static final Path FILE = Path.of("contracts", "openapi.yaml");
    private static final String MANAGEMENT = "/q/";
    private static final ObjectMapper YAML = new YAMLMapper();

    private final JsonNode document;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private HttpContract(JsonNode document) {
        this.document = document;
    }

    /** The document of the service under test, if it has one. */
    public static Optional<HttpContract> stored() {
        return Files.exists(FILE) ? Optional.of(of(text(FILE))) : Optional.empty();
    }

    /** @param yaml an OpenAPI document */
    public static HttpContract of(String yaml) {
        try {
            return new HttpContract(YAML.readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether the service's document is what it answers now. With the system property {@code contracts.update} the document is
     * written first, so that the change is seen where the file is reviewed.
     *
     * @param served the document as the service answers it
     */
    public static boolean isStored(String served) throws IOException {
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(FILE, served);
        }
        return Files.exists(FILE) && text(FILE).equals(served);
    }

    /** Everything that can be called, such as {@code GET /api/v1/tickets/{id}}. */
    public List<String> calls() {
        return operations().map(Operation::toString).toList();
    }

    /** What a client generator, or a reader, would miss in the document. */
    public List<String> shortcomings() {
        var found = new ArrayList<String>();
        var ids = new HashSet<String>();
        operations().forEach(operation -> {
            var id = operation.node().path("operationId").asText();
            if (id.isEmpty() || !ids.add(id)) {
                found.add(operation + " has no operationId of its own");
            }
            for (var status : List.of("400", "401", "403", "406", "500", "503")) {
                if (!operation.node().path("responses").has(status)) {
                    found.add(operation + " does not list " + status);
                }
            }
            if (operation.node().path("responses").properties().stream()
                    .noneMatch(response -> response.getKey().startsWith("2"))) {
                found.add(operation + " lists no success");
            }
        });
        document.path("components").path("schemas").properties().stream()
                .filter(schema -> schema.getValue().has("properties")
                        && schema.getValue().path("properties").isEmpty())
                .forEach(schema -> found.add(schema.getKey() + " has no fields"));
        document.findValuesAsText("pattern").stream()
                .filter(pattern -> !pattern.startsWith("^") && !pattern.equals("\\S"))
                .forEach(pattern -> found.add("The pattern " + pattern + " is not anchored"));
        return found;
    }

    /**
     * What in an answer the document does not say.
     *
     * @param method of the request
     * @param path of the request, without query
     * @param contentType of the answer, or an empty text
     * @return nothing if the document says it all
     */
    public List<String> violations(String method, String path, int status, String contentType, String body) {
        var matching = operations().filter(operation -> operation.matches(path)).toList();
        if (matching.isEmpty()) {
            return status == 404 || status == 401 || path.startsWith(MANAGEMENT)
                    ? List.of()
                    : List.of(path + " is not in the document");
        }
        return matching.stream()
                .filter(operation -> operation.method().equalsIgnoreCase(method))
                .findFirst()
                .map(operation -> violations(operation, status, contentType, body))
                .orElseGet(() -> status == 405 || (status == 200 && method.equals("OPTIONS"))
                        ? List.of()
                        : List.of(method + " " + path + " answers " + status + " and is not in the document"));
    }

    private List<String> violations(Operation operation, int status, String contentType, String body) {
        var response = resolved(operation.node().path("responses").path(Integer.toString(status)));
        if (response.isMissingNode()) {
            return List.of(operation + " does not list " + status);
        }
        if (body.isEmpty()) {
            return List.of();
        }
        var type = contentType.split(";", 2)[0];
        var schema = response.path("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of(operation + " does not list a body of " + type + " with " + status);
        }
        if (!type.endsWith("json")) {
            return List.of();
        }
        return schemas
                .computeIfAbsent(schema, this::compile)
                .validate(
                        body,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> operation + " " + status + ": " + error)
                .toList();
    }

    private Schema compile(JsonNode schema) {
        var root = YAML.createObjectNode();
        root.set("allOf", YAML.createArrayNode().add(schema));
        root.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root.toString());
    }

    private JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** Those without parameters in their path first: they are meant where both match. */
    private Stream<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("responses"))
                        .map(method -> new Operation(method.getKey(), path.getKey(), method.getValue())))
                .sorted(Comparator.comparing(operation -> operation.template().contains("{")));
    }

    private record Operation(String method, String template, JsonNode node) {

        boolean matches(String path) {
            return Pattern.matches(
                    Stream.of(template.split("/", -1))
                            .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                            .collect(Collectors.joining("/")),
                    path);
        }

        @Override
        public String toString() {
            return method.toUpperCase(Locale.ROOT) + " " + template;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
