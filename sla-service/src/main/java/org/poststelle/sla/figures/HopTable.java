package org.poststelle.sla.figures;

import static java.util.stream.Collectors.groupingBy;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the time went in some months, told apart by authority.
 *
 * @param from the first month, by when enquiries came in
 * @param to the last month
 * @param rows in the order of the authorities
 * @param total of all rows, those without figures included; missing where there is too little
 */
record HopTable(
        YearMonth from,
        YearMonth to,
        List<AuthorityHops> rows,
        @Nullable HopFigures total) {

    /**
     * What is told of an authority.
     *
     * @param authority empty for tickets that nobody had
     * @param figures missing where there is too little, or where one could tell those of another row from the total
     */
    record AuthorityHops(String authority, @Nullable HopFigures figures) {}

    static HopTable of(YearMonth from, YearMonth to, List<HopCell> cells) {
        var byAuthority = new TreeMap<>(cells.stream().collect(groupingBy(HopCell::authority)));
        var hidden = SmallRows.hidden(SmallRows.sorted(byAuthority.entrySet().stream()
                .map(row -> new SmallRows.Size(row.getKey(), events(row.getValue())))
                .toList()));
        return new HopTable(
                from,
                to,
                byAuthority.entrySet().stream()
                        .map(row -> new AuthorityHops(
                                row.getKey(), hidden.contains(row.getKey()) ? null : HopFigures.of(row.getValue())))
                        .toList(),
                events(cells) < SmallRows.FEWEST ? null : HopFigures.of(cells));
    }

    private static long events(Collection<HopCell> cells) {
        return cells.stream()
                .mapToLong(cell ->
                        cell.hops() + cell.missedAcceptances() + cell.missedHandBacks() + cell.missedCallbacks())
                .sum();
    }

    /** The rows as a table (RFC 4180); of rows without figures only the authorities. Keys need no quotation marks. */
    String toCsv() {
        var lines = rows.stream()
                .map(row -> row.authority() + "," + (row.figures() == null ? ",,,,,,," : values(row.figures())));
        return Stream.concat(
                        Stream.of(
                                "authority,hops,handed_back,median_service_minutes,ninetieth_percentile_service_minutes,"
                                        + "lost_service_minutes,missed_acceptances,missed_hand_backs,missed_callbacks"),
                        lines)
                .map(line -> line + "\r\n")
                .reduce("", String::concat);
    }

    private static String values(HopFigures figures) {
        return String.join(
                ",",
                Stream.of(
                                figures.hops(),
                                figures.handedBack(),
                                figures.medianServiceTime() == null
                                        ? ""
                                        : figures.medianServiceTime().toMinutes(),
                                figures.ninetiethPercentileServiceTime() == null
                                        ? ""
                                        : figures.ninetiethPercentileServiceTime()
                                                .toMinutes(),
                                figures.lostServiceTime().toMinutes(),
                                figures.missedAcceptances(),
                                figures.missedHandBacks(),
                                figures.missedCallbacks())
                        .map(Objects::toString)
                        .toList());
    }
}
