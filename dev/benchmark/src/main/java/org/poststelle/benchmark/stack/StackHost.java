package org.poststelle.benchmark.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.StackPorts;

/**
 * The process that runs Kafka and starts everything else, so that the CPU time of the load is not that of Kafka. Its issuer,
 * gateway and mail server have nothing to do during a measurement.
 */
final class StackHost {

    /** The last line it prints when it has started. */
    static final String READY = "The system is ready";

    /**
     * What the image has: {@code MaxRAMPercentage=60} of 512 MB, and the collector that the JVM chooses for so small a
     * container. Loopback only.
     */
    private static final String SERVICE_JVM = "-Xms8m -Xmx307m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError"
            + " -Dquarkus.http.host=localhost -Dquarkus.management.host=localhost";

    private StackHost() {}

    /** Expects the project, the folder for data, the port offset and the SMTP port. Stops when the standard input ends. */
    static void main(String... arguments) throws IOException {
        var settings = new LocalStack.Settings(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                StackPorts.usual(Integer.parseInt(arguments[2])),
                true,
                false,
                Map.of(
                        "JAVA_TOOL_OPTIONS", SERVICE_JVM,
                        "LOG_JSON", "true",
                        "SMTP_PORT", arguments[3],
                        // the sink has no mailboxes, so there is no journal
                        "JOURNAL_ADDRESS", "",
                        "MAIL_LEASE", "PT2M",
                        "MAIL_PROOF_DELAY", "PT10M"));
        try (var _ = new LocalStack(settings, IO::println)) {
            IO.println(READY);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0);
    }
}
