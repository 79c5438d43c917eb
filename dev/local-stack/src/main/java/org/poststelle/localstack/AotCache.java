package org.poststelle.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of a service as the JVM had them loaded and linked when an earlier run ended, so that the next start need not do
 * it again (JEP 483, JEP 514). Without it, or when the JVM finds that it does not fit, the service starts as usual, only slower.
 *
 * @param file where it is kept; it is named after the JVM, because no other can use it
 * @param jars what the class path begins with; a cache that is older than one of them belongs to an earlier build
 */
record AotCache(Path file, List<Path> jars) {

    /** What the JVM says about a cache that does not fit would only disquiet: the service works all the same. */
    private static final List<String> SILENT = List.of("-Xlog:disable", "-Xlog:all=error,aot*=off,cds*=off:stderr");

    /** @param jar the runnable jar of a service */
    static AotCache of(Path jar) {
        return new AotCache(
                jar.resolveSibling("java-%s.aot".formatted(Runtime.version())), List.of(jar, ServiceMain.location()));
    }

    boolean isUsable() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        var recorded = Files.getLastModifiedTime(file);
        for (var jar : jars) {
            if (recorded.compareTo(Files.getLastModifiedTime(jar)) <= 0) {
                return false;
            }
        }
        return true;
    }

    List<String> use() {
        return options("-XX:AOTCache=" + file);
    }

    /** Lets the JVM write the cache when it ends, which takes it some seconds more. */
    List<String> record() {
        return options("-XX:AOTCacheOutput=" + recording());
    }

    /** Puts what a JVM that has ended wrote in place; nothing happens when it wrote nothing. */
    void keepRecording() throws IOException {
        if (Files.exists(recording())) {
            Files.move(recording(), file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static List<String> options(String cache) {
        return Stream.concat(Stream.of(cache), SILENT.stream()).toList();
    }

    private Path recording() {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
