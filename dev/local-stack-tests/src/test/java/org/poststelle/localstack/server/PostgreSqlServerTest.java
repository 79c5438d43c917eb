package org.poststelle.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgreSqlServerTest {

    @TempDir
    Path data;

    @Test
    void dataSurviveARestartAndTheServerOfAKilledLauncherIsReplaced() throws Exception {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var launcher = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Launcher.class.getName(), data.toString())
                .redirectError(Redirect.DISCARD)
                .start();
        assertThat(launcher.inputReader().readLine()).isEqualTo("started");
        launcher.destroyForcibly().waitFor();

        var port = Ports.anyFree();
        try (var server = PostgreSqlServer.start(data, port)) {
            ask(server, "ticket", "ticket", "first", "create table note as select 'kept' as text");
        }
        try (var server = PostgreSqlServer.start(data, port)) {
            server.createDatabase("ticket", "ticket", "second");
            assertThat(ask(server, "ticket", "ticket", "second", "table note")).isEqualTo("kept");
            assertThat(ask(server, "ticket", "ticket", "second", "show fsync")).isEqualTo("on");
            assertThat(ask(server, "ticket", "ticket", "second", "show synchronous_commit"))
                    .isEqualTo("on");
        }
    }

    @Test
    void aRoleEntersOnlyItsOwnDatabaseAndOnlyWithItsPassword() throws SQLException {
        var server = PostgreSqlServer.temporary();
        server.createDatabase("sla", "sla", "sla's own");
        server.createDatabase("routing", "routing", "routing's own");

        assertThat(ask(server, "sla", "sla", "sla's own", "select current_user"))
                .isEqualTo("sla");
        assertThatThrownBy(() -> ask(server, "routing", "sla", "sla's own", "select 1"))
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> ask(server, "sla", "sla", "wrong", "select 1"))
                .hasMessageContaining("password authentication failed");
    }

    /** A launcher that is killed before it can stop its server. */
    static final class Launcher {

        public static void main(String... arguments) throws InterruptedException {
            PostgreSqlServer.start(Path.of(arguments[0]), 0).createDatabase("ticket", "ticket", "first");
            IO.println("started");
            Thread.sleep(Duration.ofMinutes(1));
        }
    }

    private static String ask(PostgreSqlServer server, String database, String role, String password, String sql)
            throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(database), role, password);
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var rows = statement.getResultSet();
            rows.next();
            return rows.getString(1);
        }
    }
}
