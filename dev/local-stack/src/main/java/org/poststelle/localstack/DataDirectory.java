package org.poststelle.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where one stack keeps its data, logs and passwords; used by one stack at a time. */
final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataDirectory open(Path root) throws IOException {
        Files.createDirectories(root);
        var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new DataDirectory(root, channel);
            }
        } catch (OverlappingFileLockException _) {
            // another stack of this very JVM has it
        }
        channel.close();
        throw new StackStartException(("Poststelle is running on %s already: stop it first,"
                        + " or start a second one with other values of POSTSTELLE_DATA and POSTSTELLE_PORT_OFFSET.")
                .formatted(root));
    }

    Path postgreSql() {
        return root.resolve("postgresql");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path secrets() {
        return root.resolve("secrets.properties");
    }

    Path logs() throws IOException {
        return Files.createDirectories(root.resolve("logs"));
    }

    Path processes() throws IOException {
        return Files.createDirectories(root.resolve("processes"));
    }

    /** Where the services put what they need while they run, without that of earlier runs, some of which were killed. */
    Path emptyTemporary() throws IOException {
        var temporary = root.resolve("tmp");
        delete(temporary);
        return Files.createDirectory(temporary);
    }

    /** Forgets everything that services and servers keep. */
    void empty() {
        delete(postgreSql(), kafka(), secrets());
    }

    private static void delete(Path... parts) {
        for (var part : parts) {
            try (var files = Files.exists(part) ? Files.walk(part) : Stream.<Path>empty()) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("%s could not be emptied".formatted(part), e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
