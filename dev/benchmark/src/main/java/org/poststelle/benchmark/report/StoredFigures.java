package org.poststelle.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.poststelle.benchmark.cell.BareInsertsCell;
import org.poststelle.benchmark.cell.Measurement;
import org.poststelle.benchmark.cell.WholeWayCell;

/**
 * What one ticket costs on its whole way, kept in a file to compare later runs with.
 *
 * @param cpuPerTicket milliseconds of all processes
 * @param cpuPerCommit the same for a bare commit, which tells a slower machine from a slower program
 */
public record StoredFigures(double cpuPerTicket, double cpuPerCommit) {

    private static final double TOLERATED = 1.3;

    private static final String TICKET = "cpu-millis-per-ticket";
    private static final String COMMIT = "cpu-millis-per-bare-commit";

    /** Of a run that has measured both. */
    public static Optional<StoredFigures> of(List<Measurement> measurements) {
        return perUnit(measurements, WholeWayCell.NAME)
                .flatMap(ticket ->
                        perUnit(measurements, BareInsertsCell.NAME).map(commit -> new StoredFigures(ticket, commit)));
    }

    private static Optional<Double> perUnit(List<Measurement> measurements, String cell) {
        return measurements.stream()
                .filter(measurement -> measurement.cell().equals(cell) && measurement.units() > 0)
                .findFirst()
                .map(measurement -> measurement.millisPerUnit(measurement.cpu().total()));
    }

    /** Those of the file, if there is one. */
    public static Optional<StoredFigures> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Optional.of(new StoredFigures(
                Double.parseDouble(properties.getProperty(TICKET)),
                Double.parseDouble(properties.getProperty(COMMIT))));
    }

    /** Replaces the file. */
    public void write(Path file) throws IOException {
        Files.writeString(file, String.format(Locale.ROOT, """
                # Written by dev/benchmark/run --update
                %s=%.2f
                %s=%.3f
                """, TICKET, cpuPerTicket, COMMIT, cpuPerCommit));
    }

    /** How many bare commits one ticket costs: what can be compared between machines. */
    double commitsPerTicket() {
        return cpuPerTicket / cpuPerCommit;
    }

    /** What to say when a ticket costs clearly more than it did. */
    public Optional<String> warningAgainst(StoredFigures stored) {
        var factor = commitsPerTicket() / stored.commitsPerTicket();
        return factor <= TOLERATED
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "WARNING: one ticket costs as much CPU as %.0f bare commits, %.1f times as much as the stored %.0f",
                        commitsPerTicket(),
                        factor,
                        stored.commitsPerTicket()));
    }
}
