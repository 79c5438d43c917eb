package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command by which everybody meets Poststelle. */
@Tag("endurance")
class UpTest {

    /** Above the usual ports, so that a running Poststelle does no harm. */
    private static final String PORT_OFFSET = "20000";

    @TempDir
    private Path data;

    @Test
    void oneTicketGoesItsWayAndEverythingIsStoppedAgain() throws Exception {
        var up = start("--once");
        var said = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(up.waitFor()).as(said).isZero();
        assertThat(said).contains("Ready", "Every step happened. Stopping", "Everything is stopped");
    }

    @Test
    void unknownOptionIsRefused() throws Exception {
        var up = start("--twice");
        var said = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(up.waitFor()).isNotZero();
        assertThat(said).contains("Unknown option --twice; ./up --help lists the options.");
    }

    private Process start(String option) throws IOException {
        var command = new ProcessBuilder("./up", option)
                .directory(Path.of("../..").toFile())
                .redirectErrorStream(true);
        command.environment().put("POSTSTELLE_DATA", data.toString());
        command.environment().put("POSTSTELLE_PORT_OFFSET", PORT_OFFSET);
        return command.start();
    }
}
