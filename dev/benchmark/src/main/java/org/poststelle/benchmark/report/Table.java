package org.poststelle.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.poststelle.benchmark.cell.Measurement;

/**
 * A table of the report: a row for each measurement.
 *
 * @param title what it shows
 * @param head names of the columns
 * @param rows as many cells each
 */
record Table(String title, List<String> head, List<List<String>> rows) {

    /** A column: its name and what stands in it. */
    record Column(String name, Function<Measurement, String> content) {}

    static Table of(String title, List<Measurement> measurements, List<Column> columns) {
        var rows = new ArrayList<List<String>>();
        for (var measurement : measurements) {
            rows.add(columns.stream()
                    .map(column -> column.content().apply(measurement))
                    .toList());
        }
        return new Table(title, columns.stream().map(Column::name).toList(), rows);
    }
}
