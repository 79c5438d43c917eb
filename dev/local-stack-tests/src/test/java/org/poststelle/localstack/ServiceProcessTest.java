package org.poststelle.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poststelle.localstack.server.Ports;

class ServiceProcessTest {

    @TempDir
    Path directory;

    private final int port = Ports.anyFree();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private ServiceProcess service;

    @BeforeEach
    void describe() throws IOException {
        service = service(Map.of("HTTP_PORT", Integer.toString(port)));
    }

    @AfterEach
    void kill() {
        service.kill();
    }

    @Test
    void serviceSeesTheGivenEnvironmentOnly() throws IOException {
        service.start();

        assertThat(log()).contains("started with {HTTP_PORT=%d}".formatted(port));
    }

    @Test
    void stoppedServiceFinishesAndKilledOneDoesNot() throws IOException {
        service.start();
        service.stop();
        assertThat(log()).contains("finished");
        assertThat(service.isRunning()).isFalse();

        Files.delete(directory.resolve("log"));
        service.start();
        service.kill();
        assertThat(log()).doesNotContain("finished");
        assertThat(service.isRunning()).isFalse();
    }

    @Test
    void crashedServiceIsStartedAgainAndOneKilledOnPurposeIsNot() throws Exception {
        service.start();
        var noted = Files.readString(directory.resolve("notes").resolve("sla-service"));
        ProcessHandle.of(Long.parseLong(noted.substring(0, noted.indexOf(' '))))
                .orElseThrow()
                .destroyForcibly();

        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("sla-service ended with code 137 and is started again");
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("sla-service is ready again");
        assertThat(service.isRunning()).isTrue();

        service.kill();
        assertThat(told.poll(500, TimeUnit.MILLISECONDS)).isNull();
        assertThat(service.isRunning()).isFalse();
    }

    @Test
    void serviceThatEndsWhileItStartsIsReportedWithTheEndOfItsLog() throws IOException {
        service = service(Map.of());

        assertThatThrownBy(service::start)
                .isInstanceOf(StackStartException.class)
                .hasMessageContaining("sla-service ended with code 1 while it started")
                .hasMessageContaining("HTTP_PORT is not set")
                .hasMessageContaining(directory.resolve("log").toString());
    }

    @Test
    void serviceLeftByAKilledLauncherIsEndedByTheNextRun() throws Exception {
        service.start();

        assertThat(ServiceProcess.killOrphans(directory.resolve("notes"))).containsExactly("sla-service");

        assertThat(told.poll(10, TimeUnit.SECONDS)).startsWith("sla-service ended with code 137");
    }

    @Test
    void serviceEndsByItselfWhenItsLauncherIsGone() throws Exception {
        var builder = new ProcessBuilder(ServiceMain.command(jar(), List.of()))
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("HTTP_PORT", Integer.toString(port));
        var process = builder.start();
        assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();

        process.getOutputStream().close();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).contains("finished");
    }

    @Test
    void cacheThatDoesNotFitIsPassedOverWithoutAWord() throws Exception {
        var cache = AotCache.of(directory.resolve("service.jar"));
        Files.writeString(cache.file(), "of another program");
        Files.setLastModifiedTime(cache.file(), FileTime.from(Instant.now().plusSeconds(60)));

        service.start();

        assertThat(cache.isUsable()).isTrue();
        assertThat(log()).doesNotContainIgnoringCase("cache").doesNotContain("[aot]", "[cds]");
    }

    @Test
    void cacheOfAnEarlierBuildIsNotUsed() throws Exception {
        var jar = jar();
        var cache = AotCache.of(jar);
        assertThat(cache.isUsable()).isFalse();

        Files.writeString(cache.file(), "of the build before");
        Files.setLastModifiedTime(
                cache.file(),
                FileTime.from(Files.getLastModifiedTime(jar).toInstant().minusSeconds(1)));

        assertThat(cache.isUsable()).isFalse();
    }

    @Test
    void processThatGotTheIdLaterIsLeftAlone() throws IOException {
        var note = Files.createDirectories(directory.resolve("notes")).resolve("sla-service");
        Files.writeString(note, ProcessHandle.current().pid() + " 2026-01-01T00:00:00Z");

        assertThat(ServiceProcess.killOrphans(directory.resolve("notes"))).isEmpty();
        assertThat(note).doesNotExist();
    }

    private ServiceProcess service(Map<String, String> environment) throws IOException {
        return new ServiceProcess(
                "sla-service",
                jar(),
                directory.resolve("log"),
                Files.createDirectories(directory.resolve("notes")).resolve("sla-service"),
                URI.create("http://localhost:" + port),
                environment,
                false,
                told::add);
    }

    private Path jar() throws IOException {
        var jar = directory.resolve("service.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SmallService.class.getName());
        var classes = SmallService.class.getProtectionDomain().getCodeSource().getLocation();
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes.toString());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** Ready at once, and says when it was allowed to finish. */
    static final class SmallService {

        public static void main(String... arguments) throws IOException {
            var environment = new TreeMap<>(System.getenv());
            var port = environment.get("HTTP_PORT");
            if (port == null) {
                System.err.println("HTTP_PORT is not set");
                System.exit(1);
                return;
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> IO.println("finished")));
            IO.println("started with " + environment);
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
            var server = HttpServer.create(address, 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }
    }
}
