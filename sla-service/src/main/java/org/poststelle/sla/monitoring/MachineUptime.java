package org.poststelle.sla.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The time that has passed since a fixed moment, by a clock that nobody sets.
 *
 * <p>{@link System#nanoTime()} stands still while Linux is suspended; {@code /proc/uptime} does not, in steps of ten
 * milliseconds. Where there is no such file, suspended time may be missing.
 */
final class MachineUptime {

    private final Path file;
    private final boolean countsSuspendedTime;

    /** @param file {@code /proc/uptime}; looked for once, because two clocks with different starts must not be mixed */
    MachineUptime(Path file) {
        this.file = file;
        this.countsSuspendedTime = Files.isReadable(file);
    }

    Duration read() {
        if (!countsSuspendedTime) {
            return Duration.ofNanos(System.nanoTime());
        }
        try {
            String line = Files.readString(file);
            return Duration.parse("PT" + line.substring(0, line.indexOf(' ')) + "S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
