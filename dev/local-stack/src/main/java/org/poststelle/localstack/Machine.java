package org.poststelle.localstack;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine has to give.
 *
 * @param diskBytes free space where the data are kept
 * @param memoryBytes memory that programs can have
 */
record Machine(long diskBytes, long memoryBytes) {

    private static final long GIBIBYTE = 1L << 30;

    static Machine here(Path data) {
        try {
            return new Machine(Files.getFileStore(data).getUsableSpace(), availableMemory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses a machine on which a start would end in the middle. */
    void check(Path data) {
        if (diskBytes < GIBIBYTE) {
            throw new StackStartException(("The disk that holds %s has only %d MB left and Poststelle needs 1024 MB:"
                            + " free some space, or choose another place with POSTSTELLE_DATA.")
                    .formatted(data, diskBytes >> 20));
        }
        if (memoryBytes < 2 * GIBIBYTE) {
            throw new StackStartException(("Only %d MB of memory are available and Poststelle needs 2048 MB:"
                            + " close other programs, or give this machine or container more memory.")
                    .formatted(memoryBytes >> 20));
        }
    }

    /** What Linux says programs can have, caches included, within the limit of a container; elsewhere only the total is known. */
    private static long availableMemory() throws IOException {
        var total = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        var linux = Path.of("/proc/meminfo");
        if (!Files.exists(linux)) {
            return total;
        }
        try (var lines = Files.lines(linux)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .map(available -> Math.min(available, total))
                    .findFirst()
                    .orElse(total);
        }
    }
}
