package org.poststelle.routing.decision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.DirectoryIndex.CompetenceRow;
import org.poststelle.routing.decision.DirectoryIndex.Content;
import org.poststelle.routing.decision.DirectoryIndex.CooperationRow;
import org.poststelle.routing.decision.DirectoryIndex.NamedService;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/**
 * Finding the competences and deciding in a directory of 1,000 services, 16,000 regions and 100,000 competences. Lies in this package
 * because the index is not public.
 */
@State(Scope.Thread)
public class DirectoryIndexBenchmark {

    private static final int QUESTIONS = 1 << 12;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private final RoutingRule rule = new RoutingRule(4);
    private final DirectoryIndex index;
    private final Question[] questions;
    private int next;

    /** A directory and questions that are the same in every run. */
    public DirectoryIndexBenchmark() {
        var random = new Random(115);
        var regions = new ArrayList<Area>();
        for (int land = 1; land <= 16; land++) {
            regions.add(new Area("%02d".formatted(land), "Land " + land));
            for (int district = 1; district <= 25; district++) {
                var key = "%02d%03d".formatted(land, district);
                regions.add(new Area(key, "Landkreis " + key));
                IntStream.rangeClosed(1, 39)
                        .mapToObj(number -> key + "0001%03d".formatted(number))
                        .forEach(municipality -> regions.add(new Area(municipality, "Gemeinde " + municipality)));
            }
        }
        var services = IntStream.range(0, 1_000)
                .mapToObj(number -> "99%03d%03d001000".formatted(100 + number / 10, 1 + number % 10))
                .toList();
        var competences = new ArrayList<CompetenceRow>();
        while (competences.size() < 100_000) {
            var region = regions.get(random.nextInt(regions.size())).key();
            var service = services.get(random.nextInt(services.size()));
            var scope = random.nextInt(10) == 0 ? service.substring(0, 5) : service;
            competences.add(new CompetenceRow(region, scope, "amt-" + region, null, null));
        }
        var cooperations = IntStream.range(0, 500)
                .mapToObj(_ -> regions.get(random.nextInt(regions.size())).key())
                .distinct()
                .map(region -> new CooperationRow(region, "amt-01", DAY.minusYears(1), null))
                .toList();
        index = new DirectoryIndex(new Content(
                1,
                regions,
                services.stream()
                        .map(key -> new NamedService(key, "Leistung " + key, "Service " + key))
                        .toList(),
                regions.stream()
                        .map(region -> new Office("amt-" + region.key(), "Amt für " + region.name()))
                        .toList(),
                competences,
                cooperations));
        var municipalities = regions.stream()
                .map(Area::key)
                .filter(key -> key.length() == 12)
                .toList();
        questions = IntStream.range(0, QUESTIONS)
                .mapToObj(_ -> new Question(
                        new ServiceKey(services.get(random.nextInt(services.size()))),
                        new RegionalKey(municipalities.get(random.nextInt(municipalities.size()))),
                        DAY,
                        2,
                        Set.of("amt-02"),
                        null))
                .toArray(Question[]::new);
    }

    /** Another service and municipality each time. */
    @Benchmark
    public Decision decideInAllGermany() {
        next = (next + 1) % QUESTIONS;
        var question = questions[next];
        return rule.decide(question, index.on(question));
    }
}
