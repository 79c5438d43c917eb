package org.poststelle.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.DirectoryIndex.CompetenceRow;
import org.poststelle.routing.decision.DirectoryIndex.Content;
import org.poststelle.routing.decision.DirectoryIndex.NamedService;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

class DirectoryIndexTest {

    private static final RoutingRule RULE = new RoutingRule(4);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final int MEGABYTE = 1 << 20;

    private static final List<String> ASKED_REGIONS = List.of(
            "07",
            "072",
            "07211",
            "07235",
            "072355001",
            "072355001001",
            "072355002002",
            "082115001002",
            "09",
            "072355003001");
    private static final List<String> ASKED_SERVICES = List.of(
            "99108048020001",
            "99108048020000",
            "99108048030000",
            "99108050001000",
            "99036008071000",
            "99999999999999",
            "local:elterngeld",
            "local:jagdsteuer");

    /** Ties, groups, days before and after, cooperations, returns and proposals, as random makes them. */
    @RepeatedTest(300)
    void indexDecidesAsTheRowsReadFromFirstToLast(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var plain = PlainDirectory.random(random);
        var index = new DirectoryIndex(plain.content());

        for (int count = 0; count < 200; count++) {
            var question = question(random);

            assertThat(RULE.decide(question, index.on(question)))
                    .as("%s", question)
                    .isEqualTo(RULE.decide(question, plain.on(question)));
        }
    }

    /** What the comparison above would be worth little without. */
    @Test
    void randomQuestionsHaveEveryOutcome() {
        var outcomes = new HashSet<Object>();
        for (int seed = 1; seed <= 50; seed++) {
            var random = new Random(seed);
            var index = new DirectoryIndex(PlainDirectory.random(random).content());
            for (int count = 0; count < 200; count++) {
                var question = question(random);
                RULE.decide(question, index.on(question))
                        .explanation()
                        .steps()
                        .forEach(step -> outcomes.add(step.code()));
            }
        }

        var all = new HashSet<Object>(List.of(Explanation.Code.values()));
        all.remove(Explanation.Code.CHOSEN_BY_COORDINATOR);
        assertThat(outcomes).isEqualTo(all);
    }

    @Test
    void directoryOfAllGermanyFitsIntoTheHeap() {
        var before = usedHeap();
        var index = new DirectoryIndex(germany());
        var megabytes = (usedHeap() - before) / MEGABYTE;

        var question = Question.first(new ServiceKey("99100001001000"), new RegionalKey("010010001001"), DAY);
        assertThat(RULE.decide(question, index.on(question))).isInstanceOf(Decided.class);
        assertThat(megabytes).as("megabytes of heap").isLessThan(200);
    }

    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int time = 0; time < 3; time++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** 16,000 regions, 1,000 services and 100,000 competences: each region has some services. */
    private static Content germany() {
        var regions = new ArrayList<Area>();
        var municipalities = new ArrayList<String>();
        for (int district = 0; district < 400; district++) {
            var key = "%02d%03d".formatted(district / 25 + 1, district % 25 + 1);
            regions.add(new Area(key, "Landkreis " + key));
            for (int municipality = 1; municipality < 40; municipality++) {
                municipalities.add(key + "0001%03d".formatted(municipality));
            }
        }
        municipalities.forEach(key -> regions.add(new Area(key, "Gemeinde " + key)));
        var services = IntStream.range(0, 1_000)
                .mapToObj(number -> "99%03d%03d001000".formatted(100 + number / 10, 1 + number % 10))
                .toList();
        var offices = regions.stream()
                .map(region -> new Office("amt-" + region.key(), "Amt für " + region.name()))
                .toList();
        var random = new Random(115);
        var competences = new ArrayList<CompetenceRow>();
        competences.add(new CompetenceRow("01001", "99100", "amt-01001", null, null));
        while (competences.size() < 100_000) {
            var region = PlainDirectory.oneOf(regions, random).key();
            competences.add(new CompetenceRow(
                    region, PlainDirectory.oneOf(services, random), "amt-" + region, PlainDirectory.day(random), null));
        }
        return new Content(
                1,
                regions,
                services.stream()
                        .map(key -> new NamedService(key, "Leistung " + key, "Service " + key))
                        .toList(),
                offices,
                competences,
                List.of());
    }

    private static Question question(Random random) {
        var returned = new HashSet<String>();
        for (int count = random.nextInt(4); count > 0; count--) {
            returned.add("office-" + random.nextInt(6));
        }
        return new Question(
                new ServiceKey(PlainDirectory.oneOf(ASKED_SERVICES, random)),
                new RegionalKey(PlainDirectory.oneOf(ASKED_REGIONS, random)),
                Objects.requireNonNullElse(PlainDirectory.day(random), DAY),
                random.nextInt(20) == 0 ? 5 : returned.size() + 1,
                returned,
                random.nextInt(3) == 0 ? "office-" + random.nextInt(6) : null);
    }
}
