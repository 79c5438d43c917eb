package org.poststelle.systemtests;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.Service;

/** What the documentation lists is what the code has. */
class DocumentationTest {

    private static final Path PROJECT = Path.of("../..");
    private static final List<String> MODULES = List.of(
            "libraries/rest-conventions",
            "libraries/reliable-messaging",
            "ticket-service",
            "routing-service",
            "sla-service",
            "notification-service");

    @Test
    void everyProblemIsExplained() throws IOException {
        var codes = resources("problems.properties").stream()
                .flatMap(bundle -> ServiceSettings.file(bundle).stringPropertyNames().stream())
                .filter(key -> key.endsWith(".title"))
                .map(key -> key.replace(".title", ""))
                .collect(toSet());
        assertThat(firstCells("problems.md").keySet()).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void everyVariableIsExplainedWithItsDefault() throws IOException {
        Map<String, String> variables = new TreeMap<>();
        for (var service : Service.values()) {
            var settings = ServiceSettings.of(service);
            settings.variables().forEach(name -> variables.put(name, "required"));
            settings.defaults()
                    .forEach((name, value) -> variables.put(name, value.isEmpty() ? "none" : "`" + value + "`"));
        }
        assertThat(firstCells("operations.md")).containsAllEntriesOf(variables);
        assertThat(firstCells("operations.md").keySet().stream().filter(name -> name.matches("[A-Z_]+")))
                .containsExactlyInAnyOrderElementsOf(variables.keySet());
    }

    @Test
    void everyEventIsListedWithItsTopicAndItsReaders() throws IOException {
        Map<String, String> events = new TreeMap<>();
        for (var producer : Service.values()) {
            for (var event : events(producer)) {
                events.put(event, "`%s` read by %s".formatted(producer.topic(), readers(event, producer)));
            }
        }
        assertThat(rows("events.md")
                        .collect(toMap(row -> row.get(0), row -> "%s read by %s".formatted(row.get(1), row.get(3)))))
                .containsExactlyInAnyOrderEntriesOf(events);
    }

    @Test
    void everyMetricIsExplained() throws IOException {
        var metric = Pattern.compile("(?:gauge|counter|(?:Gauge|Timer)\\.builder)\\(\\s*\"(poststelle[a-z.]+)\"");
        Set<String> metrics = new TreeSet<>();
        for (var module : MODULES) {
            metric.matcher(code(module))
                    .results()
                    .forEach(found -> metrics.add(found.group(1).replace('.', '_')));
        }
        assertThat(metrics).hasSizeGreaterThan(5);
        assertThat(Files.readString(PROJECT.resolve("docs/operations.md"))).contains(metrics);
    }

    @Test
    void everyTextExistsInGermanAndInEnglish() throws IOException {
        var german = resources("_de.properties");
        assertThat(german).isNotEmpty();
        for (var bundle : german) {
            var english = bundle.resolveSibling(bundle.getFileName().toString().replace("_de.", "."));
            assertThat(ServiceSettings.file(bundle).stringPropertyNames())
                    .as(bundle.toString())
                    .isEqualTo(ServiceSettings.file(english).stringPropertyNames());
        }
        assertThat(resources("problems.properties"))
                .allSatisfy(bundle -> assertThat(german).contains(bundle.resolveSibling("problems_de.properties")));
    }

    /** The first two cells of each row. */
    private static Map<String, String> firstCells(String document) throws IOException {
        return rows(document).collect(toMap(row -> row.get(0), row -> row.get(1)));
    }

    /** The rows of the tables of a document whose first cell is code. */
    private static Stream<List<String>> rows(String document) throws IOException {
        return Files.readAllLines(PROJECT.resolve("docs").resolve(document)).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.split("\\|", -1))
                        .skip(1)
                        .map(String::strip)
                        .toList())
                .map(cells -> Stream.concat(
                                Stream.of(cells.getFirst().replace("`", "")),
                                cells.stream().skip(1))
                        .toList());
    }

    private static Collection<Path> resources(String suffix) throws IOException {
        var found = new ArrayList<Path>();
        for (var module : MODULES) {
            var resources = PROJECT.resolve(module).resolve("src/main/resources");
            try (var files = Files.walk(resources)) {
                files.filter(file -> file.getFileName().toString().endsWith(suffix))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static List<String> events(Service producer) {
        var contracts = PROJECT.resolve(producer.id()).resolve("contracts").toFile();
        return Arrays.stream(requireNonNull(contracts.list()))
                .filter(file -> file.endsWith(".v1.schema.json"))
                .map(file -> file.replace(".v1.schema.json", ""))
                .toList();
    }

    /** The other services whose code names the event, as the document lists them. */
    private static String readers(String event, Service producer) throws IOException {
        List<String> readers = new ArrayList<>();
        for (var service : Service.values()) {
            if (service != producer && code(service.id()).contains("\"org.poststelle.%s.v1\"".formatted(event))) {
                readers.add(service.id().replace("-service", ""));
            }
        }
        return String.join(", ", readers);
    }

    private static String code(String module) throws IOException {
        var code = new StringBuilder();
        try (var files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(file));
            }
        }
        return code.toString();
    }
}
