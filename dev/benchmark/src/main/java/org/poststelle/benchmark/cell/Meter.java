package org.poststelle.benchmark.cell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.poststelle.benchmark.load.Recorder;
import org.poststelle.benchmark.process.CpuTimes;
import org.poststelle.benchmark.process.SystemProcess;
import org.poststelle.benchmark.stack.SystemUnderTest;

/** Measures one cell: from {@link #begin} to {@link #end}. What is done before and after costs nothing. */
final class Meter {

    /** The name under which this process is reported. */
    static final String LOAD_GENERATOR = "load generator";

    private final String cell;
    private final String unit;
    private final SystemUnderTest system;
    private final List<SystemProcess> processes;
    private final Recorder recorder = new Recorder();
    private @Nullable CpuTimes cpuAtBegin;
    private long beganAt;

    Meter(String cell, String unit, SystemUnderTest system) {
        this.cell = cell;
        this.unit = unit;
        this.system = system;
        processes = new ArrayList<>(system.processes());
        processes.add(
                SystemProcess.alone(LOAD_GENERATOR, ProcessHandle.current().pid()));
    }

    Recorder recorder() {
        return recorder;
    }

    void begin() {
        cpuAtBegin = CpuTimes.of(processes);
        beganAt = System.nanoTime();
    }

    /** Ends it; the units are those that the recorder saw. */
    Measurement end() {
        return end(OptionalLong.empty());
    }

    /** Ends it, with units that have no latency. */
    Measurement end(long units) {
        return end(OptionalLong.of(units));
    }

    private Measurement end(OptionalLong units) {
        var elapsed = Duration.ofNanos(System.nanoTime() - beganAt);
        if (cpuAtBegin == null) {
            throw new IllegalStateException(cell + " was ended before it began");
        }
        var cpu = CpuTimes.of(processes).since(cpuAtBegin);
        Map<String, Long> memory = new LinkedHashMap<>();
        processes.forEach(process -> memory.put(process.name(), process.memoryBytes()));
        var latencies = recorder.latencies();
        return new Measurement(
                cell,
                unit,
                units.orElse(latencies.count()),
                recorder.failures(),
                elapsed,
                latencies,
                cpu,
                memory,
                system.backlogs().now());
    }
}
