package org.poststelle.benchmark.report;

import static org.poststelle.benchmark.report.Table.number;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.poststelle.benchmark.cell.BareInsertsCell;
import org.poststelle.benchmark.cell.Measurement;
import org.poststelle.benchmark.function.FunctionTime;
import org.poststelle.benchmark.report.Table.Column;

/**
 * What a run has measured, in tables.
 *
 * @param run when, where and how, in one line
 */
public record Report(String run, List<Table> tables) {

    /** Of a run that measured cells and functions. */
    public static Report of(String run, List<Measurement> measurements, List<FunctionTime> functions) {
        return new Report(
                run,
                List.of(
                        ratios(measurements),
                        speed(measurements),
                        cpu(measurements),
                        memory(measurements),
                        functions(functions)));
    }

    /** In Markdown. */
    public String markdown() {
        return run + "\n" + tables.stream().map(Table::markdown).collect(Collectors.joining());
    }

    /** As a page. */
    public String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>Poststelle: benchmark</title>
                <style>
                body { font-family: sans-serif; margin: 2em; }
                table { border-collapse: collapse; margin-bottom: 2em; }
                th, td { padding: .3em .8em; border-bottom: 1px solid #ccc; text-align: right; }
                th:first-child, td:first-child { text-align: left; }
                tbody tr:hover { background: #eef; }
                </style>
                </head>
                <body>
                <h1>Poststelle: benchmark</h1>
                <p>%s</p>
                %s</body>
                </html>
                """.formatted(Table.escape(run), tables.stream().map(Table::html).collect(Collectors.joining()));
    }

    private static Table ratios(List<Measurement> measurements) {
        var limit = measurements.stream()
                .filter(measurement -> measurement.cell().equals(BareInsertsCell.NAME))
                .findFirst();
        if (limit.isEmpty()) {
            return new Table("In bare commits: nothing to compare with", List.of(), List.of());
        }
        var commit = limit.get();
        var databaseOfCommit = commit.millisPerUnit("PostgreSQL");
        var allOfCommit = commit.millisPerUnit(commit.cpu().total());
        return Table.of(
                "In bare commits (three inserts and a commit on the same PostgreSQL, in the same run)",
                measurements,
                List.of(
                        new Column("Cell", Measurement::cell),
                        new Column("for one", Measurement::unit),
                        new Column("rate", cell -> number(cell.rate() / commit.rate())),
                        new Column(
                                "CPU of PostgreSQL",
                                cell -> number(cell.millisPerUnit("PostgreSQL") / databaseOfCommit)),
                        new Column(
                                "CPU of all",
                                cell -> number(cell.millisPerUnit(cell.cpu().total()) / allOfCommit))));
    }

    private static Table speed(List<Measurement> measurements) {
        return Table.of(
                "Rate, latency in ms, and what was waiting at the end",
                measurements,
                List.of(
                        new Column("Cell", Measurement::cell),
                        new Column("per second", cell -> number(cell.rate())),
                        new Column("unit", Measurement::unit),
                        new Column("units", cell -> Long.toString(cell.units())),
                        new Column("p50", cell -> latency(cell, 0.5)),
                        new Column("p95", cell -> latency(cell, 0.95)),
                        new Column("p99", cell -> latency(cell, 0.99)),
                        new Column("failed", cell -> Long.toString(cell.failures())),
                        new Column("lag", cell -> Long.toString(cell.backlog().consumerLag())),
                        new Column(
                                "outbox", cell -> Long.toString(cell.backlog().outboxRows())),
                        new Column(
                                "mail jobs",
                                cell -> Long.toString(cell.backlog().mailJobs())),
                        new Column(
                                "parked", cell -> Long.toString(cell.backlog().parkedRecords()))));
    }

    private static Table cpu(List<Measurement> measurements) {
        var columns = new ArrayList<>(List.of(
                new Column("Cell", Measurement::cell),
                new Column("for one", Measurement::unit),
                new Column("all", cell -> number(cell.millisPerUnit(cell.cpu().total())))));
        measurements
                .getFirst()
                .cpu()
                .ofProcesses()
                .keySet()
                .forEach(process -> columns.add(new Column(process, cell -> number(cell.millisPerUnit(process)))));
        columns.add(
                new Column("other programs", cell -> String.format(Locale.ROOT, "%.0f %%", cell.disturbance() * 100)));
        return Table.of("CPU, in ms for one unit", measurements, columns);
    }

    private static Table memory(List<Measurement> measurements) {
        var columns = new ArrayList<>(List.of(new Column("Cell", Measurement::cell)));
        measurements
                .getFirst()
                .memoryBytes()
                .keySet()
                .forEach(process -> columns.add(new Column(
                        process, cell -> Long.toString(cell.memoryBytes().getOrDefault(process, 0L) >> 20))));
        return Table.of("Resident memory at the end, in MB", measurements, columns);
    }

    private static Table functions(List<FunctionTime> functions) {
        return new Table(
                "Pure functions, in ns for one call",
                List.of("Function", "mean", "error"),
                functions.stream()
                        .map(time -> List.of(time.function(), number(time.nanos()), "± " + number(time.error())))
                        .toList());
    }

    private static String latency(Measurement cell, double share) {
        return cell.latencies().count() == 0
                ? ""
                : number(millis(cell.latencies().percentile(share)));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
