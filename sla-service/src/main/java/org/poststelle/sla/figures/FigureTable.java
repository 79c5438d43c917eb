package org.poststelle.sla.figures;

import static java.util.stream.Collectors.groupingBy;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * @param resolvedAtOnceGoal which share of the enquiries the centre means to answer at once
 */
record FigureTable(
        Dimension by,
        YearMonth from,
        YearMonth to,
        List<Row> rows,
        @Nullable Figures total,
        double resolvedAtOnceGoal) {

    private static final int MOST_ROWS = 1_000;

    /**
     * What is told of a key.
     *
     * @param key empty where nothing is known, such as the authority of a ticket that nobody has had
     * @param figures missing where there are too few enquiries, or where one could tell those of another row from the total
     */
    record Row(String key, @Nullable Figures figures) {}

    static FigureTable of(Dimension by, YearMonth from, YearMonth to, List<Cell> cells, double resolvedAtOnceGoal) {
        var byKey = new TreeMap<>(cells.stream().collect(groupingBy(Cell::key)));
        var smallestFirst = SmallRows.sorted(byKey.entrySet().stream()
                .map(row -> new SmallRows.Size(row.getKey(), promises(row.getValue())))
                .toList());
        var hidden = SmallRows.hidden(smallestFirst);
        smallestFirst.stream()
                .limit(Math.max(0, byKey.size() - MOST_ROWS))
                .map(SmallRows.Size::key)
                .forEach(byKey::remove);
        var rows = byKey.entrySet().stream()
                .map(row -> new Row(row.getKey(), hidden.contains(row.getKey()) ? null : Figures.of(row.getValue())))
                .toList();
        return new FigureTable(
                by, from, to, rows, promises(cells) < SmallRows.FEWEST ? null : Figures.of(cells), resolvedAtOnceGoal);
    }

    private static long promises(List<Cell> cells) {
        return cells.stream().mapToLong(Cell::promises).sum();
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
