package org.poststelle.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poststelle.benchmark.cell.BareInsertsCell;
import org.poststelle.benchmark.cell.Cell;
import org.poststelle.benchmark.cell.ConsumersCell;
import org.poststelle.benchmark.cell.HttpCell;
import org.poststelle.benchmark.cell.IdleCell;
import org.poststelle.benchmark.cell.Measurement;
import org.poststelle.benchmark.cell.Settings;
import org.poststelle.benchmark.cell.WarmUpCell;
import org.poststelle.benchmark.cell.WholeWayCell;
import org.poststelle.benchmark.function.PureFunctions;
import org.poststelle.benchmark.report.PerformanceDocument;
import org.poststelle.benchmark.report.PerformanceDocument.Part;
import org.poststelle.benchmark.report.Report;
import org.poststelle.benchmark.report.StoredFigures;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.benchmark.volume.VolumeSettings;
import org.poststelle.benchmark.volume.Volumes;

/** Started by {@code dev/benchmark/run}: measures all cells, or volumes, and writes the reports. */
final class Benchmark {

    private static final long STARTED_AT = System.nanoTime();

    private Benchmark() {}

    /** Expects the root of the built project, then options. */
    static void main(String... arguments) {
        try {
            run(arguments);
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            // threads of the servers would keep this process alive
            System.exit(1);
        }
    }

    private static void run(String... arguments) throws IOException {
        var options = List.of(arguments).subList(1, arguments.length);
        var project = Path.of(arguments[0]);
        if (options.contains("--volume")) {
            measureVolumes(project, options);
        } else {
            measureCells(project, options);
        }
    }

    private static void measureVolumes(Path project, List<String> options) throws IOException {
        var target = project.resolve("dev/benchmark/target");
        var data = target.resolve("system");
        var settings = options.contains("--quick") ? VolumeSettings.quick() : VolumeSettings.full();
        try (var system = SystemUnderTest.start(project, data, portOffset(), Benchmark::tell)) {
            var tables = new Volumes(system, settings, data, Benchmark::tell).measure();
            var report = new Report(describe(options), tables);
            Files.writeString(target.resolve("volumes.md"), report.markdown());
            Files.writeString(target.resolve("volumes.html"), report.html());
            IO.println();
            IO.print(report.markdown());
            if (options.contains("--update")) {
                document(project).update(Part.VOLUMES, report.markdown());
            }
        }
    }

    private static void measureCells(Path project, List<String> options) throws IOException {
        var target = project.resolve("dev/benchmark/target");
        var settings = options.contains("--quick") ? Settings.quick() : Settings.full();
        var measurements = new ArrayList<Measurement>();
        try (var system = SystemUnderTest.start(project, target.resolve("system"), portOffset(), Benchmark::tell)) {
            for (var cell : cells(system, settings)) {
                if (System.nanoTime() - STARTED_AT > settings.limit().toNanos()) {
                    tell("The time is up: what is missing in the tables was not measured");
                    break;
                }
                cell.measure().forEach(measurement -> {
                    tell("%s: %.0f per second".formatted(measurement.cell(), measurement.rate()));
                    measurements.add(measurement);
                });
                var left = system.backlogs().drain();
                if (!left.isEmpty()) {
                    tell("Still waiting when the next cell begins: " + left);
                }
            }
        }
        var functions = PureFunctions.measure(settings.functionSeconds());
        report(project, Report.of(describe(options), measurements, functions), StoredFigures.of(measurements), options);
    }

    private static void report(Path project, Report report, Optional<StoredFigures> figures, List<String> options)
            throws IOException {
        var benchmark = project.resolve("dev/benchmark");
        Files.writeString(benchmark.resolve("target/benchmark.md"), report.markdown());
        Files.writeString(benchmark.resolve("target/benchmark.html"), report.html());
        IO.println();
        IO.print(report.markdown());

        var file = benchmark.resolve("figures.properties");
        var stored = StoredFigures.read(file);
        if (stored.isPresent() && figures.isPresent()) {
            figures.get().warningAgainst(stored.get()).ifPresent(warning -> IO.println("\n" + warning));
        }
        if (options.contains("--update")) {
            document(project).update(Part.TABLES, report.markdown());
            if (figures.isPresent()) {
                figures.get().write(file);
            }
        }
    }

    private static PerformanceDocument document(Path project) {
        return new PerformanceDocument(project.resolve("docs/performance.md"));
    }

    private static String describe(List<String> options) throws IOException {
        return "%s run of %s on %d processors (%s), %d MB of memory, Java %s."
                .formatted(
                        options.contains("--quick") ? "Quick" : "Full",
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        procField("cpuinfo", "model name"),
                        Long.parseLong(procField("meminfo", "MemTotal").replaceAll("\\D", "")) >> 10,
                        Runtime.version());
    }

    private static String procField(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("0");
        }
    }

    private static List<Cell> cells(SystemUnderTest system, Settings settings) {
        return List.of(
                new WarmUpCell(system, settings),
                new BareInsertsCell(system, settings),
                HttpCell.create(system, settings),
                HttpCell.read(system, settings),
                HttpCell.list(system, settings),
                HttpCell.acceptAndAnswer(system, settings),
                new WholeWayCell(system, settings),
                new ConsumersCell(system, settings),
                new IdleCell(system, settings));
    }

    private static int portOffset() {
        var offset = System.getenv().getOrDefault("POSTSTELLE_PORT_OFFSET", "");
        return offset.isEmpty() ? 20_000 : Integer.parseInt(offset);
    }

    private static void tell(String line) {
        IO.println("%6.1f s  %s".formatted((System.nanoTime() - STARTED_AT) / 1e9, line));
    }
}
