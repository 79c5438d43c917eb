package org.poststelle.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time at a moment.
 *
 * @param ofProcesses by name, in the order of the report
 * @param ofMachine of everything that runs on the machine
 */
public record CpuTimes(Map<String, Duration> ofProcesses, Duration ofMachine) {

    /** Now. */
    public static CpuTimes of(List<SystemProcess> processes) {
        var times = new LinkedHashMap<String, Duration>();
        processes.forEach(process -> times.put(process.name(), process.cpu()));
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return new CpuTimes(times, busy(lines.findFirst().orElseThrow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was used in between. */
    public CpuTimes since(CpuTimes earlier) {
        var used = new LinkedHashMap<String, Duration>();
        ofProcesses.forEach(
                (name, time) -> used.put(name, time.minus(earlier.ofProcesses.getOrDefault(name, Duration.ZERO))));
        return new CpuTimes(used, ofMachine.minus(earlier.ofMachine));
    }

    /** All processes of the system. */
    public Duration total() {
        return ofProcesses.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** User, nice and system time, interrupts included; not idle, not waiting, not stolen. */
    static Duration busy(String line) {
        var fields = Arrays.stream(line.substring("cpu".length()).strip().split(" +"))
                .mapToLong(Long::parseLong)
                .toArray();
        return ProcessStat.TICK.multipliedBy(fields[0] + fields[1] + fields[2] + fields[5] + fields[6]);
    }
}
