package org.poststelle.messaging.persistence;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Set;

/** Tells a database that is away or busy, which passes, from a statement that will fail every time. */
public final class TransientDatabaseErrors {

    /**
     * Classes of SQLSTATE (PostgreSQL 18, appendix A): connection, transaction state (read-only after a failover),
     * authorization (a password being changed), database name, transaction rollback (serialisation, deadlock), resources,
     * object not in the needed state (lock timeout), operator intervention (shutdown, cancel), system error.
     */
    private static final Set<String> PASSING = Set.of("08", "25", "28", "3D", "40", "53", "55", "57", "58");

    /** "Cached plan must not change result type": a migration ran meanwhile; the next connection plans anew. */
    private static final String PLAN_IS_OUTDATED = "0A000";

    private TransientDatabaseErrors() {}

    /** Whether the failure will pass when the database is back or less busy. */
    public static boolean isIn(Throwable failure) {
        var rolledBack = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return passes(sql);
            }
            // without a failed statement: the transaction ran out of time, or its commit went wrong
            rolledBack |= cause instanceof RollbackException;
        }
        return rolledBack;
    }

    /** Without a state the failure comes from the pool or the driver: no connection was to be had. */
    private static boolean passes(SQLException failure) {
        var state = failure.getSQLState();
        return state == null
                || state.length() < 2
                || PASSING.contains(state.substring(0, 2))
                || state.equals(PLAN_IS_OUTDATED);
    }
}
