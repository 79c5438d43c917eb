package org.poststelle.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poststelle.benchmark.cell.BareInsertsCell;
import org.poststelle.benchmark.cell.Cell;
import org.poststelle.benchmark.cell.CreateCell;
import org.poststelle.benchmark.cell.IdleCell;
import org.poststelle.benchmark.cell.Measurement;
import org.poststelle.benchmark.cell.Settings;
import org.poststelle.benchmark.cell.WholeWayCell;
import org.poststelle.benchmark.report.MarkdownReport;
import org.poststelle.benchmark.stack.SystemUnderTest;

/** Started by {@code dev/benchmark/run}: measures all cells and writes the reports. */
final class Benchmark {

    private static final long STARTED_AT = System.nanoTime();

    private Benchmark() {}

    /** Expects the root of the built project, then options. */
    static void main(String... arguments) throws IOException {
        var options = List.of(arguments).subList(1, arguments.length);
        var project = Path.of(arguments[0]);
        var target = project.resolve("dev/benchmark/target");
        var settings = options.contains("--quick") ? Settings.quick() : Settings.full();
        var measurements = new ArrayList<Measurement>();
        try (var system = SystemUnderTest.start(project, target.resolve("system"), portOffset(), Benchmark::tell)) {
            for (var cell : cells(system, settings)) {
                var left = system.backlogs().drain();
                if (!left.isEmpty()) {
                    tell("Left over before the next cell: " + left);
                }
                for (var measurement : cell.measure()) {
                    tell("%s: %.0f per second".formatted(measurement.cell(), measurement.rate()));
                    measurements.add(measurement);
                }
            }
        }
        var tables = new MarkdownReport(measurements).text();
        Files.writeString(target.resolve("benchmark.md"), tables);
        IO.println();
        IO.print(tables);
        System.exit(0);
    }

    private static List<Cell> cells(SystemUnderTest system, Settings settings) {
        return List.of(
                new CreateCell(system, settings),
                new WholeWayCell(system, settings),
                new IdleCell(system, settings),
                new BareInsertsCell(system, settings));
    }

    private static int portOffset() {
        var offset = System.getenv().getOrDefault("POSTSTELLE_PORT_OFFSET", "");
        return offset.isEmpty() ? 20_000 : Integer.parseInt(offset);
    }

    private static void tell(String line) {
        IO.println("%6.1f s  %s".formatted((System.nanoTime() - STARTED_AT) / 1e9, line));
    }
}
