package org.poststelle.benchmark.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.poststelle.benchmark.cell.Measurement;

/** The tables of a run. */
public final class MarkdownReport {

    private final List<Measurement> measurements;

    public MarkdownReport(List<Measurement> measurements) {
        this.measurements = measurements;
    }

    /** All tables. */
    public String text() {
        return String.join("\n", speed(), cpu(), memory());
    }

    private String speed() {
        return table(
                List.of(
                        "Cell",
                        "per second",
                        "p50 ms",
                        "p95 ms",
                        "p99 ms",
                        "failed",
                        "lag",
                        "outbox",
                        "mail jobs",
                        "parked"),
                measurements.stream()
                        .map(cell -> List.of(
                                cell.cell(),
                                "%s %s".formatted(number(cell.rate()), cell.unit()),
                                latency(cell, 0.5),
                                latency(cell, 0.95),
                                latency(cell, 0.99),
                                Long.toString(cell.failures()),
                                Long.toString(cell.backlog().consumerLag()),
                                Long.toString(cell.backlog().outboxRows()),
                                Long.toString(cell.backlog().mailJobs()),
                                Long.toString(cell.backlog().parkedRecords())))
                        .toList());
    }

    private String cpu() {
        var processes = List.copyOf(measurements.getFirst().cpu().ofProcesses().keySet());
        var head = new ArrayList<>(List.of("CPU ms", "for one", "in all"));
        head.addAll(processes);
        head.add("other programs");
        return table(
                head,
                measurements.stream()
                        .map(cell -> {
                            var row = new ArrayList<>(List.of(
                                    cell.cell(),
                                    cell.unit(),
                                    number(cell.millisPerUnit(cell.cpu().total()))));
                            processes.forEach(process -> row.add(number(cell.millisPerUnit(process))));
                            row.add("%.0f %%".formatted(cell.disturbance() * 100));
                            return List.copyOf(row);
                        })
                        .toList());
    }

    private String memory() {
        var processes = List.copyOf(measurements.getFirst().memoryBytes().keySet());
        var head = new ArrayList<>(List.of("Memory, MB"));
        head.addAll(processes);
        return table(
                head,
                measurements.stream()
                        .map(cell -> {
                            var row = new ArrayList<>(List.of(cell.cell()));
                            processes.forEach(process ->
                                    row.add(Long.toString(cell.memoryBytes().getOrDefault(process, 0L) >> 20)));
                            return List.copyOf(row);
                        })
                        .toList());
    }

    private static String table(List<String> head, List<List<String>> rows) {
        return row(head)
                + row(head.stream().map(_ -> "---").toList())
                + rows.stream().map(MarkdownReport::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String latency(Measurement cell, double share) {
        return cell.latencies().count() == 0
                ? ""
                : number(millis(cell.latencies().percentile(share)));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** Three digits say all that such a measurement knows. */
    static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : value >= 10 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
