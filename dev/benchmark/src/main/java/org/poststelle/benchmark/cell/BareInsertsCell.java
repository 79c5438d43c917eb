package org.poststelle.benchmark.cell;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.poststelle.benchmark.load.Recorder;
import org.poststelle.benchmark.stack.SystemUnderTest;

/** The limit: three inserts and a commit, and nothing else, on the same PostgreSQL. */
public final class BareInsertsCell implements Cell {

    /** Of its row. */
    public static final String NAME = "Three bare inserts and a commit";

    private static final int CONNECTIONS = 8;
    private static final int INSERTS = 3;
    private static final String DATABASE = "benchmark";

    /** As long as what a ticket's rows hold. */
    private static final String BODY = "x".repeat(300);

    private final SystemUnderTest system;
    private final Settings settings;

    public BareInsertsCell(SystemUnderTest system, Settings settings) {
        this.system = system;
        this.settings = settings;
    }

    @Override
    public List<Measurement> measure() {
        createTables();
        // the common warm-up has not warmed the JDBC driver of this process
        run(settings.warmUp().dividedBy(10), new Recorder());
        var meter = new Meter(NAME, "commit", system);
        meter.begin();
        run(settings.measured().dividedBy(2), meter.recorder());
        return List.of(meter.end());
    }

    private void createTables() {
        try (var administrator = system.connect("postgres");
                var statement = administrator.createStatement()) {
            statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (var connection = system.connect(DATABASE);
                var statement = connection.createStatement()) {
            for (int table = 0; table < INSERTS; table++) {
                statement.execute("create table bare_%d (id uuid primary key, body text not null)".formatted(table));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(Duration duration, Recorder recorder) {
        try (var executor = Executors.newFixedThreadPool(CONNECTIONS)) {
            var deadline = System.nanoTime() + duration.toNanos();
            var running = new ArrayList<Future<?>>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                running.add(executor.submit(() -> {
                    insertUntil(deadline, recorder);
                    return null;
                }));
            }
            for (var future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void insertUntil(long deadline, Recorder recorder) throws SQLException {
        try (var connection = system.connect(DATABASE)) {
            connection.setAutoCommit(false);
            var inserts = new ArrayList<PreparedStatement>();
            for (int table = 0; table < INSERTS; table++) {
                inserts.add(connection.prepareStatement("insert into bare_%d values (?, ?)".formatted(table)));
            }
            while (System.nanoTime() < deadline) {
                insert(connection, inserts, recorder);
            }
        }
    }

    private static void insert(Connection connection, List<PreparedStatement> inserts, Recorder recorder)
            throws SQLException {
        var beganAt = System.nanoTime();
        for (var insert : inserts) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, BODY);
            insert.executeUpdate();
        }
        connection.commit();
        recorder.finished(beganAt);
    }
}
