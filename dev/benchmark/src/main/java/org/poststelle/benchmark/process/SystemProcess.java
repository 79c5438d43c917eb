package org.poststelle.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A part of the system that has processes of its own.
 *
 * @param name as it is reported
 * @param pid of its first process
 * @param withDescendants whether the processes it started belong to it, as those of PostgreSQL do
 */
public record SystemProcess(String name, long pid, boolean withDescendants) {

    private static final Path PROC = Path.of("/proc");

    /** A process without those it started. */
    public static SystemProcess alone(String name, long pid) {
        return new SystemProcess(name, pid, false);
    }

    /** A process with all it started. */
    public static SystemProcess withDescendants(String name, long pid) {
        return new SystemProcess(name, pid, true);
    }

    /** What it has used since it started; what ended meanwhile is included. */
    public Duration cpu() {
        return members().stream()
                .map(member -> withDescendants ? member.cpu().plus(member.cpuOfEndedChildren()) : member.cpu())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Memory it has now. A page that several processes share is counted once in all, not once for each. */
    public long memoryBytes() {
        return members().stream()
                .mapToLong(member -> proportionalMemory(member.pid()))
                .sum();
    }

    /** Stops it where it is; it notices nothing but the time that is gone. */
    public void suspend() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            var code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("%s did not get the signal %s".formatted(name, signal));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<ProcessStat> members() {
        if (!withDescendants) {
            return stat(pid).stream().toList();
        }
        try (var entries = Files.list(PROC)) {
            var all = entries.map(entry -> entry.getFileName().toString())
                    .filter(entry -> Character.isDigit(entry.charAt(0)))
                    .flatMap(entry -> stat(Long.parseLong(entry)).stream())
                    .toList();
            var family = familyOf(pid, all);
            return all.stream().filter(stat -> family.contains(stat.pid())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<Long> familyOf(long first, List<ProcessStat> all) {
        var family = new HashSet<>(Set.of(first));
        var grew = true;
        while (grew) {
            grew = false;
            for (var process : all) {
                if (family.contains(process.parent())) {
                    grew |= family.add(process.pid());
                }
            }
        }
        return family;
    }

    private static Optional<ProcessStat> stat(long pid) {
        return read(pid, "stat").map(ProcessStat::parse);
    }

    private static long proportionalMemory(long pid) {
        return read(pid, "smaps_rollup").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(PROC.resolve(Long.toString(pid)).resolve(file)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            // a process that ends while it is read: "No such process"
            if (!Files.exists(PROC.resolve(Long.toString(pid)))) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        }
    }
}
