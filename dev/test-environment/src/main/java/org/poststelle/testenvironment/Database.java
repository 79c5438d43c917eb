package org.poststelle.testenvironment;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The database of the service under test, read and changed beside the service with plain SQL. Every call is a transaction of its own,
 * which sees what the service itself sees.
 */
public final class Database {

    private final String url;

    Database(String url) {
        this.url = url;
    }

    /** The first column of all rows. */
    public <T> List<T> list(Class<T> type, String sql, Object... arguments) {
        return inTransaction("service", connection -> {
            try (var statement = prepared(connection, sql, arguments);
                    var rows = statement.executeQuery()) {
                var values = new ArrayList<T>();
                while (rows.next()) {
                    values.add(rows.getObject(1, type));
                }
                return values;
            }
        });
    }

    /**
     * The first column of the only row.
     *
     * @throws AssertionError when there is no row, or more than one
     */
    public <T> T one(Class<T> type, String sql, Object... arguments) {
        var values = list(type, sql, arguments);
        if (values.size() != 1) {
            throw new AssertionError(values.size() + " rows for " + sql);
        }
        return values.getFirst();
    }

    /** The number of rows that a transaction with the access scope sees in a table. */
    public long countAs(String scope, String table) {
        return inTransaction(scope, connection -> {
            try (var statement = prepared(connection, "select count(*) from " + table);
                    var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** How the database would execute the query if it had so many rows that reading or sorting them all were too much. */
    public List<String> plan(String sql) {
        return inTransaction("service", connection -> {
            try (var setting = connection.createStatement()) {
                setting.execute("set local enable_seqscan = off");
                setting.execute("set local enable_sort = off");
            }
            try (var statement = prepared(connection, "explain (costs off) " + sql);
                    var rows = statement.executeQuery()) {
                var lines = new ArrayList<String>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines;
            }
        });
    }

    /** Changes something; returns the number of rows. */
    public int execute(String sql, Object... arguments) {
        return inTransaction("service", connection -> {
            try (var statement = prepared(connection, sql, arguments)) {
                return statement.executeUpdate();
            }
        });
    }

    /** Runs the work while a transaction is open that has executed the statement, and holds its locks. */
    public void holding(Runnable work, String sql, Object... arguments) {
        inTransaction("service", connection -> {
            try (var statement = prepared(connection, sql, arguments)) {
                statement.execute();
                work.run();
                return true;
            }
        });
    }

    /** Ends all connections of the service, whatever they are doing. */
    public void cutConnections() {
        list(Boolean.class, """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
                """);
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(String scope, Work<T> work) {
        try (var connection = DriverManager.getConnection(url, Servers.ROLE, Servers.PASSWORD)) {
            connection.setAutoCommit(false);
            try (var statement = prepared(connection, "select set_config('poststelle.scope', ?, true)", scope)) {
                statement.execute();
            }
            var result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
