package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;
import org.openapitools.openapidiff.core.model.Endpoint;
import org.poststelle.localstack.Service;

/**
 * What clients were told of the HTTP APIs still holds. {@code -Dcontracts.publish} tells them something else, so that a change that
 * breaks them is seen where it is reviewed.
 */
class CompatibilityTest {

    @ParameterizedTest
    @EnumSource(Service.class)
    void clientsOfThePublishedApiAreNotBroken(Service service) throws IOException {
        var published = Path.of("src/test/resources/published", service.id() + ".yaml");
        var current = Path.of("../..", service.id(), "contracts/openapi.yaml");
        if (Boolean.getBoolean("contracts.publish")) {
            Files.createDirectories(published.getParent());
            Files.copy(current, published, StandardCopyOption.REPLACE_EXISTING);
        }
        var changes = OpenApiCompare.fromLocations(published.toString(), current.toString());

        assertThat(breaks(changes)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/things:->/other:",
                "[id]->[]",
                "{id: {type: string}}->{}",
                "[name]->[name, colour]",
                "'201'->'200'"
            })
    void changeThatBreaksClientsIsSeen(String change) {
        var things = """
                openapi: 3.1.0
                info: {title: Things, version: 1.0.0}
                paths:
                  /things:
                    post:
                      requestBody:
                        content:
                          application/json:
                            schema:
                              {type: object, required: [name], properties: {name: {type: string}, colour: {type: string}}}
                      responses:
                        '201':
                          description: Created
                          content:
                            application/json:
                              schema: {type: object, required: [id], properties: {id: {type: string}}}
                """;
        var parts = change.split("->", 2);

        assertThat(breaks(OpenApiCompare.fromContents(things, things))).isEmpty();
        assertThat(breaks(OpenApiCompare.fromContents(things, things.replace(parts[0], parts[1]))))
                .isNotEmpty();
    }

    private static List<String> breaks(ChangedOpenApi changes) {
        return Stream.concat(
                        changes.getMissingEndpoints().stream().map(Endpoint::toString),
                        changes.getChangedOperations().stream()
                                .filter(ChangedOperation::isIncompatible)
                                .map(operation -> operation.getHttpMethod() + " " + operation.getPathUrl()))
                .toList();
    }
}
