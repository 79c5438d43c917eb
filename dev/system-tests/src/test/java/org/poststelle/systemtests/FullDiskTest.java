package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poststelle.localstack.LocalStack;

/**
 * The disk of the database is full, as happens when nobody looks: the server ends, and an operator makes room and starts it again.
 * The disk is a small one in memory, so the test runs only for those who may mount one.
 */
@Tag("endurance")
class FullDiskTest {

    private static final int TICKETS = 200;
    private static final String SIZE = "size=400m";

    @TempDir
    private Path data;

    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(data.resolve("postgresql"));
        assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", SIZE, "poststelle", disk.toString()), "may not mount disks");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        succeeds("umount", disk.toString());
    }

    @Test
    void ticketsSurviveAFullDiskOfTheDatabase() throws Exception {
        try (var running = RunningSystem.start(data, false)) {
            new TicketLoad(running.stack(), "disk", TICKETS).survives(() -> {
                var filler = fill();
                assertNothingCanBeStored(running.stack());
                Thread.sleep(10_000);
                Files.delete(filler);
                running.stack().postgreSql().suspend();
                running.stack().postgreSql().resume();
            });
        }
    }

    private Path fill() {
        var filler = disk.resolve("filler");
        try (var file = Files.newOutputStream(filler)) {
            var megabyte = new byte[1 << 20];
            while (true) {
                file.write(megabyte);
            }
        } catch (IOException _) {
            return filler; // no space left
        }
    }

    private static void assertNothingCanBeStored(LocalStack stack) {
        assertThatThrownBy(() -> {
                    try (var administrator = DriverManager.getConnection(
                                    stack.postgreSql().jdbcUrl("ticket"), "postgres", "");
                            var statement = administrator.createStatement()) {
                        statement.execute(
                                "create table large as select repeat('x', 1000) from generate_series(1, 50000)");
                    }
                })
                .isInstanceOf(SQLException.class);
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
