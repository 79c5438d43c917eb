package org.poststelle.messaging.persistence;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Set;

/** Tells a database that is away or busy, which passes, from a statement that will fail every time. */
public final class DatabaseTrouble {

    /**
     * Classes of SQLSTATE (PostgreSQL 18, appendix A): connection, transaction rollback (serialisation, deadlock),
     * resources, object not in the needed state (lock timeout), operator intervention (shutdown, cancel), system error.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    private DatabaseTrouble() {}

    /** Whether the failure will pass when the database is back or less busy. */
    public static boolean isIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && passes(sql)) {
                return true;
            }
            if (cause instanceof RollbackException && cause.getCause() == null) {
                return true; // the transaction ran out of time
            }
        }
        return false;
    }

    /** Without a state the failure comes from the pool or the driver: no connection was to be had. */
    private static boolean passes(SQLException failure) {
        var state = failure.getSQLState();
        return state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2));
    }
}
