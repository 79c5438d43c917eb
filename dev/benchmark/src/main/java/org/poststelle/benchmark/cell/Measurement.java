package org.poststelle.benchmark.cell;

import java.time.Duration;
import java.util.Map;
import org.poststelle.benchmark.load.Latencies;
import org.poststelle.benchmark.process.CpuTimes;
import org.poststelle.benchmark.stack.Backlog;

/**
 * What one cell has measured.
 *
 * @param cell its name
 * @param unit what is counted
 * @param units how many were finished
 * @param latencies of units, empty where a unit has none
 * @param memoryBytes of each process at the end
 * @param backlog what was waiting at the end
 */
public record Measurement(
        String cell,
        String unit,
        long units,
        long failures,
        Duration elapsed,
        Latencies latencies,
        CpuTimes cpu,
        Map<String, Long> memoryBytes,
        Backlog backlog) {

    /** Units in a second. */
    public double rate() {
        return units / (elapsed.toNanos() / 1e9);
    }

    /** Milliseconds of CPU for one unit. */
    public double millisPerUnit(Duration used) {
        return units == 0 ? 0 : used.toNanos() / 1e6 / units;
    }

    /** The same for one process, which has the name of the report. */
    public double millisPerUnit(String process) {
        return millisPerUnit(cpu.ofProcesses().getOrDefault(process, Duration.ZERO));
    }

    /** How busy the machine was with other programs: a share of all that it used. */
    public double disturbance() {
        var all = cpu.ofMachine().toNanos();
        return all == 0 ? 0 : Math.max(0, 1 - (double) cpu.total().toNanos() / all);
    }
}
