package org.poststelle.localstack;

import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.slf4j.LoggerFactory;

/** What {@code ./up} runs when everything is built. */
final class Up {

    private static final long STARTED_AT = System.nanoTime();

    private Up() {}

    /**
     * Runs the command.
     *
     * @param arguments the root of the project, then what the user gave
     */
    public static void main(String... arguments) throws Exception {
        var options = Arrays.asList(arguments).subList(1, arguments.length);
        var unknown = options.stream()
                .filter(option -> !List.of("--once", "--fresh", "--breach").contains(option))
                .findFirst();
        if (unknown.isPresent()) {
            fail("Unknown option %s; ./up --help lists the options.".formatted(unknown.get()));
        }
        try {
            run(
                    settings(Path.of(arguments[0]), options.contains("--fresh")),
                    options.contains("--once"),
                    options.contains("--breach"));
        } catch (StackStartException problem) {
            fail(problem.getMessage());
        }
        System.exit(0);
    }

    private static void run(LocalStack.Settings settings, boolean once, boolean breach)
            throws IOException, InterruptedException {
        try {
            keepServerLogs(settings.data());
        } catch (FileSystemException e) {
            throw new StackStartException(
                    "%s cannot hold data and logs (%s): choose a directory of your own with POSTSTELLE_DATA."
                            .formatted(settings.data(), e.getClass().getSimpleName()));
        }
        try (var stack = new LocalStack(settings, Up::tell)) {
            showPlaces(stack, settings.data());
            try (var walk = new DemoTicket(stack, Up::tell)) {
                walk.walk();
                if (breach) {
                    walk.walkToBreach();
                }
            } catch (StackStartException problem) {
                if (once) {
                    throw problem;
                }
                tell(problem.getMessage());
            }
            if (!once) {
                tell("Poststelle stays up; Ctrl-C stops it");
                new CountDownLatch(1).await();
            }
            tell("Every step happened. Stopping");
        }
        tell(LocalStack.STOPPED);
    }

    private static LocalStack.Settings settings(Path project, boolean fresh) {
        var data = System.getenv().getOrDefault("POSTSTELLE_DATA", "");
        return new LocalStack.Settings(
                project,
                data.isEmpty() ? project.resolve(".local") : Path.of(data).toAbsolutePath(),
                StackPorts.usual(portOffset()),
                fresh,
                Boolean.getBoolean("poststelle.record"),
                Map.of());
    }

    private static int portOffset() {
        var offset = System.getenv().getOrDefault("POSTSTELLE_PORT_OFFSET", "0");
        if (offset.isEmpty()) {
            return 0;
        }
        if (!offset.matches("[0-9]{1,5}") || Integer.parseInt(offset) > 56_000) {
            throw new StackStartException(
                    "POSTSTELLE_PORT_OFFSET is \"%s\" and must be a number from 0 to 56000.".formatted(offset));
        }
        return Integer.parseInt(offset);
    }

    private static void showPlaces(LocalStack stack, Path data) {
        tell("Ready");
        var issuer = stack.issuer().issuer();
        IO.print("""

                API           %s/api/v1/tickets
                Mail          %s/mail
                OpenAPI       %s
                Kafka         %s
                Issuer        %s
                Logs, data    %s
                Sample users  %s (password: %s)
                A token       curl -s -d grant_type=password -d client_id=poststelle -d username=anna.agent -d password=%s %s/token

                """.formatted(
                        stack.gatewayUrl(),
                        stack.gatewayUrl(),
                        Arrays.stream(Service.values())
                                .map(service -> stack.managementUrl(service) + "/q/openapi")
                                .collect(Collectors.joining(" ")),
                        stack.kafkaBootstrapServers(),
                        issuer,
                        data,
                        SampleUser.ALL.stream().map(SampleUser::name).collect(Collectors.joining(", ")),
                        TokenIssuer.SAMPLE_PASSWORD,
                        TokenIssuer.SAMPLE_PASSWORD,
                        issuer));
    }

    /** What PostgreSQL, Kafka, the mail server and the issuer log goes to a file. */
    private static void keepServerLogs(Path data) throws IOException {
        var file = Files.createDirectories(data.resolve("logs")).resolve("servers.log");
        var logging = """
                handlers = java.util.logging.FileHandler
                .level = WARNING
                java.util.logging.FileHandler.pattern = %s
                java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
                java.util.logging.SimpleFormatter.format = %%1$tFT%%1$tT.%%1$tL %%4$s %%3$s %%5$s%%6$s%%n
                """.formatted(file.toString().replace("\\", "\\\\").replace("%", "%%"));
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(logging.getBytes(StandardCharsets.ISO_8859_1)));
        LoggerFactory.getILoggerFactory();
    }

    private static void tell(String line) {
        IO.println("%6.1f s  %s".formatted((System.nanoTime() - STARTED_AT) / 1e9, line));
        if (line.equals(LocalStack.STOPPED)) {
            fallSilent();
        }
    }

    /** After the last line the JVM may write its AOT cache, and would tell the terminal about it in many lines. */
    private static void fallSilent() {
        for (var standard : List.of(FileDescriptor.out, FileDescriptor.err)) {
            // closing one of these lets it lead to nowhere
            try (var _ = new FileOutputStream(standard)) {
                System.out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void fail(String message) {
        if (!isEnding()) {
            System.err.println(message);
        }
        fallSilent();
        System.exit(1);
    }

    /** Whether Ctrl-C or the like came: what fails from then on is no news. */
    private static boolean isEnding() {
        var probe = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException _) {
            return true;
        }
    }
}
