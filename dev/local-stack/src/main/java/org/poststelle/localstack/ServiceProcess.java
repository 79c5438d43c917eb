package org.poststelle.localstack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One service as an operating system process that sees the environment variables given here and no others. */
public final class ServiceProcess {

    private static final Duration TO_BECOME_READY = Duration.ofSeconds(90);
    private static final Duration TO_END = Duration.ofSeconds(20);
    private static final Duration TO_END_RECORDING = Duration.ofSeconds(90);

    private final String name;
    private final Path jar;
    private final Path log;
    private final Path note;
    private final URI readiness;
    private final Map<String, String> environment;
    private final Consumer<String> progress;
    private final AotCache aotCache;
    private final boolean recordAotCache;
    private boolean recording;
    private @Nullable Process process;
    private boolean wanted;
    private boolean closed;

    /**
     * Describes a process; nothing is started yet.
     *
     * @param jar the runnable jar of the service
     * @param log where its output is appended
     * @param note where the process is noted, so that a later run can end it when this one was killed
     * @param readiness the address that answers 200 when the service is ready
     * @param environment all environment variables of the process
     * @param recordAotCache whether the process writes an AOT cache when it ends and has none yet
     * @param progress is told when the process ended by itself and what became of it
     */
    ServiceProcess(
            String name,
            Path jar,
            Path log,
            Path note,
            URI readiness,
            Map<String, String> environment,
            boolean recordAotCache,
            Consumer<String> progress) {
        this.name = name;
        this.jar = jar;
        this.log = log;
        this.note = note;
        this.readiness = readiness;
        this.environment = Map.copyOf(environment);
        this.progress = progress;
        this.aotCache = AotCache.of(jar);
        this.recordAotCache = recordAotCache;
    }

    /** Starts the process and waits until the service is ready. Does nothing when it runs already. */
    public void start() {
        var started = launch();
        awaitReady(started);
        synchronized (this) {
            wanted = started.isAlive();
        }
    }

    /** As Kubernetes does with a container that ended by itself. */
    private void startAgain(Process ended) {
        try {
            Process started;
            // together: whoever stops the service meanwhile stops the new process, too
            synchronized (this) {
                if (!wanted || closed || !ended.equals(process)) {
                    return;
                }
                progress.accept("%s ended with code %d and is started again".formatted(name, ended.exitValue()));
                started = launch();
            }
            awaitReady(started);
            progress.accept("%s is ready again".formatted(name));
        } catch (RuntimeException e) {
            progress.accept(String.valueOf(e.getMessage()));
        }
    }

    /** Lets the process stand still (SIGSTOP), as on a machine that is suspended or out of reach; its connections stay open. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a process that stands still go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    private synchronized void signal(String name) {
        try {
            var pid = Long.toString(requireNonNull(process).pid());
            new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the process at once (SIGKILL), as a crash of its machine would. */
    public void kill() {
        end(Duration.ZERO);
    }

    /** Ends the process as Kubernetes does: SIGTERM, then SIGKILL when it takes too long. */
    public synchronized void stop() {
        end(recording ? TO_END_RECORDING : TO_END);
    }

    /** Stops the process and starts it again. */
    public void restart() {
        stop();
        start();
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Whether the process writes down what it loaded when it is stopped, which takes some seconds. */
    synchronized boolean isRecording() {
        return recording && isRunning();
    }

    /** Stops the process for good. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
    }

    private synchronized Process launch() {
        if (process != null && process.isAlive()) {
            return process;
        }
        if (closed) {
            throw new IllegalStateException(name + " was stopped for good");
        }
        try {
            var usable = aotCache.isUsable();
            recording = recordAotCache && !usable;
            var options = usable ? aotCache.use() : recording ? aotCache.record() : List.<String>of();
            var builder = new ProcessBuilder(ServiceMain.command(jar, options))
                    .directory(log.resolveSibling("").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            var started = builder.start();
            Files.writeString(note, note(started.toHandle()));
            process = started;
            var _ = started.onExit().thenRunAsync(() -> startAgain(started));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    private void awaitReady(Process started) {
        var deadline = System.nanoTime() + TO_BECOME_READY.toNanos();
        var request =
                HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
        try (var client = HttpClient.newHttpClient()) {
            while (!isReady(client, request)) {
                if (!started.isAlive()) {
                    throw new StackStartException(
                            "%s ended with code %d while it started%s".formatted(name, started.exitValue(), logTail()));
                }
                if (System.nanoTime() > deadline) {
                    throw new StackStartException(
                            "%s was not ready after %d s%s".formatted(name, TO_BECOME_READY.toSeconds(), logTail()));
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while %s started".formatted(name), e);
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private synchronized void end(Duration patience) {
        wanted = false;
        if (process == null) {
            return;
        }
        if (patience.isPositive()) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(note);
            if (recording) {
                aotCache.keepRecording();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to look, and the end of it. */
    private String logTail() {
        try (var lines = Files.lines(log)) {
            var told = lines.filter(line -> !line.isBlank() && !line.matches("\\s+(at |\\.\\.\\. ).*"))
                    .map(line -> line.substring(0, Math.min(line.length(), 300)))
                    .toList();
            return told.subList(Math.max(0, told.size() - 12), told.size()).stream()
                    .collect(Collectors.joining("\n  ", "; see " + log + ", which ends with\n  ", ""));
        } catch (IOException _) {
            return "; it left no log in " + log;
        }
    }

    /** A process id alone could belong to another program by now; with the time of the start it cannot. */
    private static String note(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("");
    }

    /**
     * Ends processes that a killed launcher left behind.
     *
     * @param notes the folder of the notes
     * @return the names of the services that were ended
     */
    static List<String> killOrphans(Path notes) {
        try (Stream<Path> files = Files.list(notes)) {
            var ended = new TreeMap<String, ProcessHandle>();
            for (var note : files.toList()) {
                noted(note).ifPresent(process -> {
                    process.destroyForcibly();
                    ended.put(note.getFileName().toString(), process);
                });
                Files.delete(note);
            }
            // onExit() looks only every other second at processes that are not its children
            var deadline = System.nanoTime() + TO_END.toNanos();
            while (ended.values().stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            return List.copyOf(ended.keySet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while left over services were ended", e);
        }
    }

    private static Optional<ProcessHandle> noted(Path note) throws IOException {
        var text = Files.readString(note);
        return text.isBlank()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(text.substring(0, text.indexOf(' '))))
                        .filter(process -> note(process).equals(text));
    }
}
