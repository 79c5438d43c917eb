package org.poststelle.benchmark.process;

import java.time.Duration;

/**
 * One line of {@code /proc/<pid>/stat}.
 *
 * @param cpu what the process itself has used
 * @param cpuOfEndedChildren what its children, and theirs, had used when they ended
 */
record ProcessStat(long pid, long parent, Duration cpu, Duration cpuOfEndedChildren) {

    /** The kernel's unit in this file on every Linux platform: USER_HZ is 100. */
    static final Duration TICK = Duration.ofMillis(10);

    /** The name of the program stands in brackets and may contain brackets and spaces itself. */
    static ProcessStat parse(String line) {
        var name = line.indexOf('(');
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessStat(
                Long.parseLong(line.substring(0, name).strip()),
                Long.parseLong(fields[1]),
                ticks(fields[11], fields[12]),
                ticks(fields[13], fields[14]));
    }

    private static Duration ticks(String user, String system) {
        return TICK.multipliedBy(Long.parseLong(user) + Long.parseLong(system));
    }
}
