package org.poststelle.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Completes the OpenAPI document by what all services do alike and no annotation says: which refusals an operation answers with,
 * that problems follow RFC 9457, which headers are required, and which fields are always there.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiConventions implements OASFilter {

    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_TYPE = "application/problem+json";
    private static final String IF_MATCH = "If-Match";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String NOT_BLANK = "\\S";
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);

    private static final Map<String, String> REFUSALS = new TreeMap<>(Map.ofEntries(
            Map.entry("400", "The request cannot be read, or names a field or parameter that is not known"),
            Map.entry("401", "No valid access token"),
            Map.entry("403", "The caller's role does not allow this"),
            Map.entry("404", "Not there, or not to be seen by the caller"),
            Map.entry("406", "The caller accepts no JSON"),
            Map.entry("409", "Not possible in the present state"),
            Map.entry("412", "Changed since the version in If-Match"),
            Map.entry("413", "The body is larger than a megabyte"),
            Map.entry("415", "The body is not JSON"),
            Map.entry("422", "The input can be read and is not valid"),
            Map.entry("428", "If-Match is missing"),
            Map.entry("500", "An error on the server's side"),
            Map.entry("503", "Not available for a moment")));

    private final IndexView classes;

    /** @param classes all classes of the service and its libraries */
    public OpenApiConventions(IndexView classes) {
        this.classes = classes;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var components = document.getComponents();
        REFUSALS.forEach((status, description) -> components.addResponse(responseName(status), refusal(description)));
        components.getSchemas().keySet().stream()
                .filter(name -> name.startsWith("Http") || name.equals("Violation"))
                .toList()
                .forEach(components::removeSchema);
        components.getSchemas().forEach(this::requireFields);
        components.addSchema(PROBLEM, problem());
        components.getSchemas().values().forEach(schema -> visit(schema, OpenApiConventions::anchorPattern));
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations()
                        .forEach((method, operation) -> complete(method, operation, path.getParameters())));
    }

    private static void complete(HttpMethod method, Operation operation, @Nullable List<Parameter> ofPath) {
        var parameters = Stream.of(ofPath, operation.getParameters())
                .flatMap(list -> list == null ? Stream.<Parameter>empty() : list.stream())
                .toList();
        parameters.forEach(OpenApiConventions::complete);
        var responses = new TreeMap<>(operation.getResponses().getAPIResponses());
        refusals(method, operation, parameters).stream()
                .filter(status -> !isDescribed(responses.get(status)))
                .forEach(status -> responses.put(status, reference(status)));
        operation.getResponses().setAPIResponses(responses);
    }

    /** Whether the operation itself says what it refuses so. */
    private static boolean isDescribed(@Nullable APIResponse response) {
        return response != null
                && response.getContent() != null
                && response.getContent().getMediaType(PROBLEM_TYPE) != null;
    }

    private static void complete(Parameter parameter) {
        if (parameter.getSchema() != null) {
            visit(parameter.getSchema(), OpenApiConventions::anchorPattern);
        }
        switch (parameter.getName()) {
            case IF_MATCH -> {
                parameter.required(true);
                // an endpoint that takes any version says so itself
                if (parameter.getDescription() == null) {
                    parameter
                            .description("The version seen last, as the ETag of the answer said it")
                            .schema(text("^\"\\d{1,18}\"$"));
                }
            }
            case IDEMPOTENCY_KEY ->
                parameter
                        .required(true)
                        .description("New for every ticket; the same key and body again get the same answer")
                        .schema(text("^[\\x21-\\x7e]{1,255}$"));
            default -> {}
        }
    }

    private static Set<String> refusals(HttpMethod method, Operation operation, List<Parameter> parameters) {
        // 400 everywhere: no operation accepts a query parameter that it does not know
        var statuses = new TreeSet<>(Set.of("400", "401", "403", "406", "500", "503"));
        if (method != HttpMethod.GET) {
            statuses.add("409");
        }
        if (operation.getRequestBody() != null) {
            statuses.addAll(Set.of("413", "415", "422"));
        }
        for (var parameter : parameters) {
            if (parameter.getIn() == In.PATH || isId(parameter)) {
                statuses.add("404");
            }
            if (parameter.getIn() == In.QUERY) {
                statuses.add("422");
            } else if (parameter.getName().equals(IF_MATCH)) {
                statuses.addAll(Set.of("412", "428"));
            }
        }
        return statuses;
    }

    private static boolean isId(Parameter parameter) {
        var schema = parameter.getSchema();
        return schema != null && schema.getRef() != null && schema.getRef().endsWith("/UUID");
    }

    /** A field of a record is required unless it is nullable. */
    private void requireFields(String name, Schema schema) {
        var fields = schema.getProperties();
        if (fields == null || fields.isEmpty()) {
            return;
        }
        record(name, fields.keySet())
                .map(OpenApiConventions::required)
                .ifPresent(required -> schema.setRequired(required.isEmpty() ? null : required));
    }

    private static List<String> required(ClassInfo record) {
        return record.recordComponentsInDeclarationOrder().stream()
                .filter(component -> !component.type().hasAnnotation(NULLABLE))
                .map(RecordComponentInfo::name)
                .toList();
    }

    private Optional<ClassInfo> record(String schema, Set<String> fields) {
        return classes.getKnownClasses().stream()
                .filter(type -> type.isRecord() && type.name().toString().startsWith("org.poststelle."))
                .filter(type -> schema.startsWith(type.simpleName()))
                .filter(type -> type.recordComponents().stream()
                        .map(RecordComponentInfo::name)
                        .toList()
                        .containsAll(fields))
                .min(Comparator.comparingInt(type -> type.recordComponents().size()));
    }

    /** A pattern of Bean Validation matches the whole text, one of JSON Schema any part of it. */
    private static void anchorPattern(Schema schema) {
        var pattern = schema.getPattern();
        if (pattern != null && !pattern.startsWith("^") && !pattern.equals(NOT_BLANK)) {
            schema.setPattern("^(" + pattern + ")$");
        }
    }

    private static void visit(Schema schema, Consumer<Schema> visitor) {
        visitor.accept(schema);
        var parts = new ArrayList<Schema>();
        if (schema.getProperties() != null) {
            parts.addAll(schema.getProperties().values());
        }
        if (schema.getItems() != null) {
            parts.add(schema.getItems());
        }
        parts.forEach(part -> visit(part, visitor));
    }

    private static APIResponse refusal(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                PROBLEM_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(PROBLEM))));
    }

    private static APIResponse reference(String status) {
        return OASFactory.createAPIResponse().ref(responseName(status));
    }

    private static String responseName(String status) {
        return "Refused" + status;
    }

    private static Schema problem() {
        return object("A refusal (RFC 9457); its texts are in the language of Accept-Language, German or English")
                .addProperty("type", text("^urn:poststelle:problem:[a-z0-9-]+$"))
                .addProperty("title", text())
                .addProperty("status", integer())
                .addProperty("detail", text())
                .addProperty("instance", text())
                .addProperty("field", text().description("The field, parameter or header that is refused"))
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .items(object("What is wrong with one field")
                                        .addProperty("field", text())
                                        .addProperty("in", text())
                                        .addProperty("message", text())
                                        .required(List.of("field", "in", "message"))))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
    }

    private static Schema integer() {
        return OASFactory.createSchema().addType(SchemaType.INTEGER);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static Schema text(String pattern) {
        return text().pattern(pattern);
    }
}
