package org.poststelle.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poststelle.benchmark.cell.BareInsertsCell;
import org.poststelle.benchmark.cell.Measurement;
import org.poststelle.benchmark.cell.WholeWayCell;
import org.poststelle.benchmark.function.FunctionTime;
import org.poststelle.benchmark.load.Latencies;
import org.poststelle.benchmark.process.CpuTimes;
import org.poststelle.benchmark.report.PerformanceDocument.Part;
import org.poststelle.benchmark.stack.Backlog;

class ReportTest {

    private static final List<Measurement> RUN = List.of(
            measurement(WholeWayCell.NAME, "ticket", 100, 6000),
            measurement(BareInsertsCell.NAME, "commit", 1000, 200));

    @Test
    void cpuIsReportedForOneUnitAndInBareCommits() {
        var report = Report.of("A run.", RUN, List.of(new FunctionTime("decide", 123.4, 5)))
                .markdown();

        assertThat(report)
                .contains("| Whole way | ticket | 60.0 | 60.0 |")
                .contains("| Whole way | ticket | 0.100 | 300 | 300 |")
                .contains("| decide | 123 | ± 5.00 |");
    }

    @Test
    void warningComesAboveTheToleratedFactor(@TempDir Path folder) throws IOException {
        var file = folder.resolve("figures.properties");
        StoredFigures.of(RUN).orElseThrow().write(file);
        var stored = StoredFigures.read(file).orElseThrow();

        assertThat(new StoredFigures(75, 0.2).warningAgainst(stored)).isEmpty();
        assertThat(new StoredFigures(90, 0.2).warningAgainst(stored)).isPresent();
        assertThat(new StoredFigures(90, 0.3).warningAgainst(stored))
                .as("slower machine")
                .isEmpty();
    }

    @Test
    void onlyTheTablesOfTheDocumentAreReplaced() {
        var document = """
                before
                <!-- begin of the tables: written by dev/benchmark/run --update -->
                old
                <!-- end of the tables -->
                between
                <!-- begin of the volumes: written by dev/benchmark/run --volume --update -->
                old volumes
                <!-- end of the volumes -->
                after
                """;

        assertThat(PerformanceDocument.replaced(document, Part.TABLES, "new"))
                .startsWith("before")
                .contains("new", "between", "old volumes")
                .doesNotContain("old\n")
                .endsWith("after\n");
        assertThat(PerformanceDocument.replaced(document, Part.VOLUMES, "new"))
                .contains("old\n", "between", "new")
                .doesNotContain("old volumes");
        assertThatThrownBy(() -> PerformanceDocument.replaced("no markers", Part.TABLES, "new"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Measurement measurement(String cell, String unit, long units, long cpuMillis) {
        var used = Duration.ofMillis(cpuMillis);
        return new Measurement(
                cell,
                unit,
                units,
                0,
                Duration.ofSeconds(10),
                Latencies.of(List.of()),
                new CpuTimes(Map.of("PostgreSQL", used), used),
                Map.of("PostgreSQL", 0L),
                new Backlog(0, 0, 0, 0));
    }
}
