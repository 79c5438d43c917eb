package org.poststelle.routing.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.poststelle.routing.coverage.Coverage.Rule;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

class CoverageTest {

    private static final List<String> PLACES =
            List.of("071110000000", "072350000001", "072355001002", "072355001003", "091620000000");

    @Test
    void regionCoversWhatLiesInsideIt() {
        assertThat(gaps("99036020001000", new Rule("07235", "99036020001000")))
                .containsExactly("071110000000", "091620000000");
        assertThat(gaps("99036020001000", new Rule("072355001", "99036020001000"), new Rule("09", "99036")))
                .containsExactly("071110000000", "072350000001");
        assertThat(gaps("99036020001000", new Rule("07", "99036"), new Rule("091620000000", "99036020000000")))
                .isEmpty();
    }

    @Test
    void competenceForAnotherServiceCoversNothing() {
        assertThat(gaps("99036020001000", new Rule("07", "99037"))).isEqualTo(PLACES);
        assertThat(gaps("local:hundesteuer", new Rule("07", "local:elterngeld")))
                .isEqualTo(PLACES);
        assertThat(gaps("local:hundesteuer")).isEqualTo(PLACES);
    }

    /** Against the question that routing asks for each single place. */
    @Test
    void gapsAreWhereNoRuleOfTheRegionsAroundIsFound() {
        var random = new Random(115);
        for (int round = 0; round < 200; round++) {
            var places = random.ints(40, 0, 400)
                    .distinct()
                    .mapToObj(number ->
                            "%02d%d%02d%04d%03d".formatted(1 + number % 3, number % 2, number % 7, number % 5, number))
                    .sorted()
                    .toList();
            var rules = IntStream.range(0, random.nextInt(6))
                    .mapToObj(_ -> {
                        var regions = new RegionalKey(places.get(random.nextInt(places.size()))).prefixes();
                        return new Rule(
                                regions.get(random.nextInt(regions.size())),
                                random.nextBoolean() ? "99036" : "99036020001000");
                    })
                    .toList();
            var service = new ServiceKey(random.nextBoolean() ? "99036020001000" : "99036020001001");

            assertThat(new Coverage(places, rules).gaps(service))
                    .isEqualTo(places.stream()
                            .filter(place -> rules.stream()
                                    .noneMatch(rule -> service.scopes().contains(rule.scope())
                                            && new RegionalKey(place).prefixes().contains(rule.regionKey())))
                            .toList());
        }
    }

    private static List<String> gaps(String service, Rule... rules) {
        return new Coverage(PLACES, List.of(rules)).gaps(new ServiceKey(service));
    }
}
