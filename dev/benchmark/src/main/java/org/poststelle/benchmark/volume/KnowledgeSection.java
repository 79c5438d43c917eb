package org.poststelle.benchmark.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.poststelle.benchmark.report.Table;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** What agents look up during the call, in a directory as large as the country. */
final class KnowledgeSection implements Section {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PLACES = 100;
    private static final String SAMPLE = "/sample-directory.json";

    /** What is typed, and what makes it hard. */
    private record Question(String words, String kind) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question("Personalausweis", "in every text"),
            new Question("Reisepässe", "another form"),
            new Question("Führerscheine umschreiben", "other forms"),
            new Question("Bewohnerpark", "beginning of a compound"),
            new Question("Park", "beginning of compounds"),
            new Question("Personalauswies", "typing mistake"),
            new Question("Wongeld", "typing mistake"),
            new Question("Babygeld", "synonym"),
            new Question("perso abgelaufen", "synonym and word"),
            new Question("Wie melde ich mein Auto in einer anderen Gemeinde um?", "sentence"));

    /** A document of that size would not be taken in one request, but over the years texts grow like this. */
    private static final String LONGER_TEXTS = """
            set session_replication_role = origin;
            update public_service as service
            set knowledge = jsonb_set(knowledge, '{text}', to_jsonb(knowledge ->> 'text' || ' ' || (
                select string_agg(other.name_de, '. ') from (
                    select name_de from public_service where service.key is not null order by random() limit 60) as other)))
            where knowledge ->> 'text' is not null;
            set session_replication_role = replica""";

    private final SystemUnderTest system;
    private final VolumeSettings settings;
    private final Consumer<String> progress;

    KnowledgeSection(SystemUnderTest system, VolumeSettings settings, Consumer<String> progress) {
        this.system = system;
        this.settings = settings;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "Directory and knowledge";
    }

    @Override
    public List<Table> measure() {
        var directory = new DirectoryOfGermany(
                sample(), settings.services(), settings.municipalities(), settings.competences());
        try (var requests = new Requests(system, Service.ROUTING, settings);
                var database = Database.of(system, Service.ROUTING)) {
            var loading = load(requests, database, directory);
            database.execute(LONGER_TEXTS);
            database.settle("public_service", "region", "competence", "authority");
            return List.of(loading, lookUp(requests, directory.someMunicipalities(PLACES)));
        }
    }

    private static JsonNode sample() {
        try (var file = KnowledgeSection.class.getResourceAsStream(SAMPLE)) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Table load(Requests requests, Database database, DirectoryOfGermany directory) {
        var rows = new ArrayList<List<String>>();
        var register = directory.register();
        var beganAt = System.nanoTime();
        requests.put(SampleUser.ADAM, "/api/v1/directory/regions.csv", "text/csv", register);
        rows.add(loaded("register of regions", register, "region", database, beganAt));
        var document = directory.document();
        beganAt = System.nanoTime();
        requests.put(SampleUser.ADAM, "/api/v1/directory", "application/json", document);
        rows.add(loaded("directory", document, "competence", database, beganAt));
        return new Table("Loading a directory", List.of("document", "kB", "regions, competences", "seconds"), rows);
    }

    private List<String> loaded(String name, String document, String table, Database database, long beganAt) {
        var seconds = (System.nanoTime() - beganAt) / 1e9;
        progress.accept("  %s: %.1f s".formatted(name, seconds));
        return List.of(
                name,
                Integer.toString(document.getBytes(StandardCharsets.UTF_8).length / 1000),
                Long.toString(database.number("select count(*) from " + table)),
                Table.number(seconds));
    }

    private Table lookUp(Requests requests, List<String> places) {
        var rows = new ArrayList<List<String>>();
        for (var question : QUESTIONS) {
            var addresses = places.stream()
                    .map(place -> "/api/v1/knowledge?q=%s&region=%s"
                            .formatted(URLEncoder.encode(question.words(), StandardCharsets.UTF_8), place))
                    .toList();
            rows.add(row(
                    question.words(),
                    question.kind() + ", " + found(requests, addresses.getFirst()),
                    requests.get(SampleUser.ANNA, addresses)));
        }
        var routes = places.stream()
                .map(place -> "/api/v1/routing/routes?leistungsschluessel=local:elterngeld&ars=" + place)
                .toList();
        rows.add(row("routing/routes", "who gets a ticket, and why", requests.get(SampleUser.ANNA, routes)));
        return new Table(
                "Knowledge: %d services, %d municipalities, %d competences, in ms"
                        .formatted(settings.services(), settings.municipalities(), settings.competences()),
                List.of("question", "kind, services found", "requests", "p50", "p99"),
                rows);
    }

    private static String found(Requests requests, String address) {
        try {
            return Integer.toString(JSON.readTree(requests.read(SampleUser.ANNA, address))
                    .path("items")
                    .size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> row(String question, String kind, Requests.Outcome outcome) {
        progress.accept("  %s: %s".formatted(question, outcome.cells()));
        return Stream.concat(Stream.of(question, kind), outcome.cells().stream())
                .toList();
    }
}
