package org.poststelle.sla.figures;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of some months, told apart by a dimension.
 *
 * @param from the first month, by when enquiries came in
 * @param to the last month
 * @param rows in the order of their keys; of more than a thousand those with the most enquiries
 * @param total of all rows, those without figures included; missing where there are too few enquiries
 */
record FigureTable(
        Dimension by,
        YearMonth from,
        YearMonth to,
        List<Row> rows,
        @Nullable Figures total) {

    /** With fewer enquiries than that one might guess whose they are. */
    static final int FEWEST = 5;

    private static final int MOST_ROWS = 1_000;

    /**
     * What is told of a key.
     *
     * @param key empty where nothing is known, such as the authority of a ticket that nobody has had
     * @param figures missing where there are too few enquiries, or where one could tell those of another row from the total
     */
    record Row(String key, @Nullable Figures figures) {}

    static FigureTable of(Dimension by, YearMonth from, YearMonth to, List<Cell> cells) {
        var byKey = new TreeMap<>(cells.stream().collect(groupingBy(Cell::key)));
        var smallestFirst = byKey.entrySet().stream()
                .map(row -> new Size(row.getKey(), promises(row.getValue())))
                .sorted(comparingLong(Size::promises).thenComparing(Size::key))
                .toList();
        var hidden = hidden(smallestFirst);
        smallestFirst.stream()
                .limit(Math.max(0, byKey.size() - MOST_ROWS))
                .map(Size::key)
                .forEach(byKey::remove);
        var rows = byKey.entrySet().stream()
                .map(row -> new Row(row.getKey(), hidden.contains(row.getKey()) ? null : Figures.of(row.getValue())))
                .toList();
        return new FigureTable(by, from, to, rows, promises(cells) < FEWEST ? null : Figures.of(cells));
    }

    private record Size(String key, long promises) {}

    private static long promises(List<Cell> cells) {
        return cells.stream().mapToLong(Cell::promises).sum();
    }

    /** The rows that are too small, and the next ones as long as what is hidden could be told from the total. */
    private static Set<String> hidden(List<Size> smallestFirst) {
        var hidden = new HashSet<String>();
        long promises = 0;
        for (var row : smallestFirst) {
            var isSafe = hidden.isEmpty() || (hidden.size() > 1 && promises >= FEWEST);
            if (row.promises() >= FEWEST && isSafe) {
                break;
            }
            hidden.add(row.key());
            promises += row.promises();
        }
        return hidden;
    }

    /** The rows as a table (RFC 4180); of rows without figures only the keys. Keys need no quotation marks. */
    String toCsv() {
        var lines = rows.stream()
                .map(row -> row.key() + "," + (row.figures() == null ? ",,,,,,,,,,," : values(row.figures())));
        return Stream.concat(
                        Stream.of(
                                "key,contacts,resolved_at_once,met,breached,withdrawn,open,reopened,returns,resolved_at_once_share,"
                                        + "met_share,median_answer_within_minutes,ninetieth_percentile_answer_within_minutes"),
                        lines)
                .map(line -> line + "\r\n")
                .reduce("", String::concat);
    }

    private static String values(Figures figures) {
        var values = new ArrayList<@Nullable Object>(List.of(
                figures.contacts(),
                figures.resolvedAtOnce(),
                figures.met(),
                figures.breached(),
                figures.withdrawn(),
                figures.open(),
                figures.reopened(),
                figures.returns()));
        values.add(figures.resolvedAtOnceShare());
        values.add(figures.metShare());
        values.add(
                figures.medianAnswerWithin() == null
                        ? null
                        : figures.medianAnswerWithin().toMinutes());
        values.add(
                figures.ninetiethPercentileAnswerWithin() == null
                        ? null
                        : figures.ninetiethPercentileAnswerWithin().toMinutes());
        return String.join(
                ",", values.stream().map(value -> Objects.toString(value, "")).toList());
    }
}
