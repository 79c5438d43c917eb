package org.poststelle.benchmark.volume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;

/** The database of a service, to be filled by its administrator: triggers and foreign keys do not count for these rows. */
final class Database implements AutoCloseable {

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    static Database of(SystemUnderTest system, Service service) {
        try {
            var database = new Database(system.connect(service.database()));
            database.execute("""
                    set session_replication_role = replica;
                    set synchronous_commit = off;
                    set work_mem = '256MB';
                    set maintenance_work_mem = '512MB';
                    select setseed(0.115)""");
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements as one transaction. */
    void execute(String script) {
        try (var statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException e) {
            throw new IllegalStateException(script, e);
        }
    }

    /** What a daily database would have done long ago: statistics, visible pages, and nothing left to write. */
    void settle(String... tables) {
        for (var table : tables) {
            execute("vacuum analyze " + table);
        }
        execute("checkpoint");
    }

    long number(String query) {
        return numbers(query).getFirst();
    }

    List<Long> numbers(String query) {
        return strings(query).stream().map(Long::valueOf).toList();
    }

    /** The first column. */
    List<String> strings(String query) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Drops the indexes of these tables that are no constraints, because it is faster to create them when the rows are there. */
    List<String> dropIndexes(List<String> tables) {
        var condition = "from pg_indexes where schemaname = 'public' and tablename in ('%s') and indexname not in (%s)"
                .formatted(String.join("', '", tables), "select conname from pg_constraint");
        var definitions = strings("select indexdef " + condition + " order by indexname");
        strings("select indexname " + condition).forEach(index -> execute("drop index " + index));
        return definitions;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
