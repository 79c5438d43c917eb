package org.poststelle.sla.figures;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTableTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);

    @Test
    void sharesAreOfWhatIsDecided() {
        var figures = Figures.of(List.of(
                new Cell("a", Outcome.RESOLVED_AT_ONCE, false, -1, 6, 0),
                new Cell("a", Outcome.MET, false, 3, 2, 1),
                new Cell("a", Outcome.MET, true, 4, 1, 0),
                new Cell("a", Outcome.BREACHED, false, 50, 1, 2),
                new Cell("a", Outcome.OPEN, false, -1, 1, 0),
                new Cell("a", Outcome.WITHDRAWN, false, -1, 2, 0)));

        assertThat(figures)
                .isEqualTo(new Figures(
                        12, 6, 3, 1, 2, 1, 1, 3, 0.5, 0.75, Duration.ofHours(2), Duration.parse("PT25H30M")));
    }

    @Test
    void withoutEnquiriesThereAreNoShares() {
        assertThat(Figures.of(List.of())).isEqualTo(new Figures(0, 0, 0, 0, 0, 0, 0, 0, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "50 60, ''",
        "5 60, ''",
        "4 60, 0 1", // the total would tell the four
        "1 1 60 70, 0 1 2", // the total would tell that both together are two
        "3 4 60 70, 0 1",
        "4, 0",
        "2 2, 0 1"
    })
    void smallRowsAndWhatWouldTellThemAreHidden(String promises, String hidden) {
        var table = table(Stream.of(promises.split(" ")).map(Integer::valueOf).toList());

        assertThat(table.rows().stream()
                        .filter(row -> row.figures() == null)
                        .map(FigureTable.Row::key)
                        .collect(joining(" ")))
                .isEqualTo(hidden);
    }

    @Test
    void whatIsHiddenCannotBeToldFromTheTotal() {
        var random = new Random(115);
        for (int round = 0; round < 500; round++) {
            var table = table(random.ints(1 + random.nextInt(6), 1, 12).boxed().toList());
            if (table.total() == null) {
                assertThat(table.rows()).allMatch(row -> row.figures() == null);
                continue;
            }
            var shown = table.rows().stream()
                    .map(FigureTable.Row::figures)
                    .filter(Objects::nonNull)
                    .toList();
            var hidden = table.rows().size() - shown.size();
            var together = table.total().contacts()
                    - shown.stream().mapToLong(Figures::contacts).sum();
            assertThat(shown).allMatch(figures -> figures.contacts() >= SmallRows.FEWEST);
            assertThat(hidden == 0 || (hidden > 1 && together >= SmallRows.FEWEST) || shown.isEmpty())
                    .as("%s", table)
                    .isTrue();
        }
    }

    @Test
    void thousandRowsWithTheMostEnquiriesAreTold() {
        var table = table(IntStream.rangeClosed(10, 1_300).boxed().toList());
        assertThat(table.rows())
                .hasSize(1_000)
                .extracting(FigureTable.Row::key)
                .doesNotContain("0", "290")
                .contains("291", "1290");
    }

    @Test
    void tableHasALineForEachRow() {
        assertThat(table(List.of(4, 9, 60)).toCsv().lines())
                .containsExactly(
                        "key,contacts,resolved_at_once,met,breached,withdrawn,open,reopened,returns,resolved_at_once_share,"
                                + "met_share,median_answer_within_minutes,ninetieth_percentile_answer_within_minutes",
                        "0,,,,,,,,,,,,",
                        "1,,,,,,,,,,,,",
                        "2,60,0,60,0,0,0,0,0,0.0,1.0,30,30");
    }

    private static FigureTable table(List<Integer> promises) {
        return FigureTable.of(
                Dimension.SERVICE,
                MONTH,
                MONTH,
                IntStream.range(0, promises.size())
                        .mapToObj(key -> new Cell(String.valueOf(key), Outcome.MET, false, 0, promises.get(key), 0))
                        .toList(),
                0.65);
    }
}
