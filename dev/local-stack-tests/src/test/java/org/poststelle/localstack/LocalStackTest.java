package org.poststelle.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

    @TempDir
    Path directory;

    @Test
    void aBusyPortIsNamedWithTheRemedy() throws Exception {
        var ports = StackPorts.anyFree();
        assertThatCode(ports::check).doesNotThrowAnyException();

        try (var _ = new ServerSocket(ports.kafka(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(ports::check)
                    .isInstanceOf(StackStartException.class)
                    .hasMessage(
                            "Port %d, wanted for Kafka, is in use by another program: stop that program, or move all"
                                    + " ports of Poststelle with POSTSTELLE_PORT_OFFSET=10000.",
                            ports.kafka());
        }
    }

    @Test
    void tooLittleDiskOrMemoryIsNamedWithTheRemedy() {
        var gibibyte = 1L << 30;

        assertThatCode(() -> new Machine(gibibyte, 2 * gibibyte).check(directory))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Machine(gibibyte / 2, 4 * gibibyte).check(directory))
                .isInstanceOf(StackStartException.class)
                .hasMessageContaining("has only 512 MB left")
                .hasMessageContaining("POSTSTELLE_DATA");
        assertThatThrownBy(() -> new Machine(9 * gibibyte, gibibyte).check(directory))
                .isInstanceOf(StackStartException.class)
                .hasMessageContaining("Only 1024 MB of memory are available");
    }

    @Test
    void aSecondStackOnTheSameDataIsRefused() throws Exception {
        try (var _ = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> start(directory))
                    .isInstanceOf(StackStartException.class)
                    .hasMessageContaining("is running on %s already".formatted(directory));
        }
    }

    @Test
    void servicesThatAreNotBuiltAreNamedAndNothingIsLeftOpen() throws Exception {
        assertThatThrownBy(() -> start(directory))
                .isInstanceOf(StackStartException.class)
                .hasMessageContaining("ticket-service is not built");

        DataDirectory.open(directory).close();
    }

    @Test
    void passwordsAreMadeUpOnceAndReadableByTheirOwnerOnly() throws Exception {
        var file = directory.resolve("secrets.properties");
        var first = new Secrets(file).of("ticket");

        assertThat(first).hasSizeGreaterThan(20);
        assertThat(new Secrets(file).of("ticket")).isEqualTo(first);
        assertThat(new Secrets(file).of("routing")).isNotEqualTo(first);
        assertThat(Files.getPosixFilePermissions(file))
                .extracting(Enum::name)
                .containsOnly("OWNER_READ", "OWNER_WRITE");
    }

    private static LocalStack start(Path directory) {
        return new LocalStack(
                new LocalStack.Settings(directory, directory, StackPorts.anyFree(), false, false, Map.of()), _ -> {});
    }
}
