package org.poststelle.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as trees, with anchors and merge keys resolved. */
final class YamlFiles {

    private static final ObjectMapper TREES = new ObjectMapper();

    private YamlFiles() {}

    /** The only document of a file. */
    static JsonNode read(Path file) {
        return documents(file).findFirst().orElseThrow();
    }

    /** All documents of a file. */
    static Stream<JsonNode> documents(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            List<JsonNode> documents = new ArrayList<>();
            new Yaml(new SafeConstructor(new LoaderOptions()))
                    .loadAll(reader)
                    .forEach(document -> documents.add(TREES.valueToTree(document)));
            return documents.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
