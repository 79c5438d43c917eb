package org.poststelle.routing.decision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.DirectoryIndex.CompetenceRow;
import org.poststelle.routing.decision.DirectoryIndex.Content;
import org.poststelle.routing.decision.DirectoryIndex.CooperationRow;
import org.poststelle.routing.decision.DirectoryIndex.NamedService;
import org.poststelle.routing.decision.Findings.ServiceName;
import org.poststelle.routing.directory.RegionalKey;

/** The rows of a directory, searched from the first to the last for each question. */
record PlainDirectory(Content content) {

    private static final LocalDate MIDDLE = LocalDate.of(2026, 11, 23);

    /** A few regions inside each other, services of the same groups, and competences that often contradict each other. */
    static PlainDirectory random(Random random) {
        var regions = new ArrayList<String>();
        for (var land : List.of("07", "08")) {
            regions.add(land);
            if (random.nextBoolean()) {
                regions.add(land + "2");
            }
            for (var district : List.of(land + "211", land + "235")) {
                regions.add(district);
                for (var association : List.of(district + "5001", district + "5002")) {
                    if (random.nextBoolean()) {
                        regions.add(association);
                    }
                    regions.add(association + "001");
                    regions.add(association + "002");
                }
            }
        }
        var scopes = List.of(
                "99108",
                "99108048000000",
                "99108048020000",
                "99108048020001",
                "99108050000000",
                "99036",
                "99036008071000",
                "local:elterngeld");
        var offices = IntStream.range(0, 6)
                .mapToObj(number -> new Office("office-" + number, "Office " + number))
                .toList();
        var services = scopes.stream()
                .filter(scope -> scope.length() > 5 && random.nextInt(4) > 0)
                .map(scope -> new NamedService(scope, "Leistung " + scope, "Service " + scope))
                .toList();
        var competences = new ArrayList<CompetenceRow>();
        for (int number = random.nextInt(120); number > 0; number--) {
            var first = day(random);
            competences.add(new CompetenceRow(
                    oneOf(regions, random),
                    oneOf(scopes, random),
                    oneOf(offices, random).key(),
                    first,
                    last(first, random)));
        }
        var cooperations = new ArrayList<CooperationRow>();
        for (var region : regions) {
            if (random.nextInt(3) == 0) {
                var change = MIDDLE.plusDays(random.nextInt(-2, 3));
                cooperations.add(
                        new CooperationRow(region, oneOf(offices, random).key(), change, null));
                cooperations.add(
                        new CooperationRow(region, oneOf(offices, random).key(), null, change.minusDays(3)));
            }
        }
        return new PlainDirectory(new Content(
                random.nextLong(1, 1_000),
                regions.stream().map(key -> new Area(key, "Region " + key)).toList(),
                services,
                offices,
                competences,
                cooperations));
    }

    /** A day near the middle, or none. */
    static @Nullable LocalDate day(Random random) {
        return random.nextInt(3) == 0 ? null : MIDDLE.plusDays(random.nextInt(-5, 6));
    }

    private static @Nullable LocalDate last(@Nullable LocalDate first, Random random) {
        return random.nextBoolean() ? null : (first == null ? MIDDLE : first).plusDays(random.nextInt(5));
    }

    static <T> T oneOf(List<T> elements, Random random) {
        return elements.get(random.nextInt(elements.size()));
    }

    Findings on(Question question) {
        return new Findings(
                content.regions().stream()
                        .filter(region -> region.key().equals(question.region().digits()))
                        .map(Area::name)
                        .findFirst(),
                content.services().stream()
                        .filter(service ->
                                service.key().equals(question.service().value()))
                        .map(service -> new ServiceName(service.german(), service.english()))
                        .findFirst(),
                content.competences().stream()
                        .filter(row -> question.region().digits().startsWith(row.regionKey()))
                        .filter(row -> question.service().scopes().contains(row.scope()))
                        .map(row -> candidate(row, question.day()))
                        .toList());
    }

    private Candidate candidate(CompetenceRow row, LocalDate day) {
        var legal = office(row.authority());
        var area = content.regions().stream()
                .filter(region -> region.key().equals(row.regionKey()))
                .findFirst()
                .orElseThrow();
        return new Candidate(
                area,
                row.scope(),
                legal,
                new RegionalKey(row.regionKey())
                        .prefixes().stream()
                                .flatMap(around -> cooperation(around, day).stream())
                                .findFirst()
                                .map(cooperation -> office(cooperation.executedBy()))
                                .orElse(legal),
                row.validFrom(),
                row.validTo());
    }

    private Optional<CooperationRow> cooperation(String region, LocalDate day) {
        return content.cooperations().stream()
                .filter(row -> row.regionKey().equals(region))
                .filter(row -> row.validFrom() == null || !day.isBefore(row.validFrom()))
                .filter(row -> row.validTo() == null || !day.isAfter(row.validTo()))
                .findFirst();
    }

    private Office office(String key) {
        return content.offices().stream()
                .filter(office -> office.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
