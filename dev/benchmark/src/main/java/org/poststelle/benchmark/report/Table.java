package org.poststelle.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.poststelle.benchmark.cell.Measurement;

/**
 * A table of the report.
 *
 * @param title what it shows
 * @param head names of the columns
 * @param rows as many cells each
 */
public record Table(String title, List<String> head, List<List<String>> rows) {

    /** A column: its name and what stands in it. */
    record Column(String name, Function<Measurement, String> content) {}

    /** A row for each measurement. */
    static Table of(String title, List<Measurement> measurements, List<Column> columns) {
        var rows = new ArrayList<List<String>>();
        for (var measurement : measurements) {
            rows.add(columns.stream()
                    .map(column -> column.content().apply(measurement))
                    .toList());
        }
        return new Table(title, columns.stream().map(Column::name).toList(), rows);
    }

    String markdown() {
        return "\n%s:\n\n%s%s%s"
                .formatted(
                        title,
                        markdown(head),
                        markdown(head.stream().map(_ -> "---").toList()),
                        rows.stream().map(Table::markdown).collect(Collectors.joining()));
    }

    private static String markdown(List<String> row) {
        return "| " + String.join(" | ", row) + " |\n";
    }

    String html() {
        return "<h2>%s</h2>\n<table>\n<thead>%s</thead>\n<tbody>\n%s</tbody>\n</table>\n"
                .formatted(
                        escape(title),
                        html("th", head),
                        rows.stream().map(row -> html("td", row)).collect(Collectors.joining()));
    }

    private static String html(String element, List<String> row) {
        return row.stream()
                .map(cell -> "<%1$s>%2$s</%1$s>".formatted(element, escape(cell)))
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** Three digits say all that such a measurement knows. */
    public static String number(double value) {
        var format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
