package org.poststelle.messaging.persistence;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells failures of the database that pass by themselves from statements that will fail every time. */
public final class TransientDatabaseErrors {

    /**
     * Classes of SQLSTATE (PostgreSQL 18, appendix A) that say that the database cannot be used now: connection, transaction state
     * (read-only after a failover), authorization (a password being changed), database name, resources, operator intervention
     * (shutdown), system error.
     */
    private static final Set<String> UNAVAILABLE = Set.of("08", "25", "28", "3D", "53", "57", "58");

    /** Classes that say of contention with other transactions: rollback (serialization, deadlock), lock not available. */
    private static final Set<String> CONTENTION = Set.of("40", "55");

    /** "Cached plan must not change result type": a migration ran meanwhile; the next connection plans anew. */
    private static final String OUTDATED_PLAN = "0A000";

    /** The statement was canceled, by its own time limit as a rule. */
    private static final String QUERY_CANCELED = "57014";

    /** The session was ended because its transaction stayed idle for too long. */
    private static final String IDLE_IN_TRANSACTION = "25P03";

    private TransientDatabaseErrors() {}

    private enum Kind {
        UNAVAILABLE,
        TIMEOUT_OR_CONTENTION,
        PERMANENT
    }

    /** Whether the same work may succeed later: the database is unavailable, or it was too busy for this transaction. */
    public static boolean isIn(Throwable failure) {
        return kindOf(failure) != Kind.PERMANENT;
    }

    /** Whether the database cannot be used at all for the moment, whatever the work is. */
    public static boolean isUnavailable(Throwable failure) {
        return kindOf(failure) == Kind.UNAVAILABLE;
    }

    private static Kind kindOf(Throwable failure) {
        var rolledBack = false;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return kindOf(sql);
            }
            // without a failed statement: the transaction ran out of time, or its commit went wrong
            rolledBack |= cause instanceof RollbackException;
        }
        return rolledBack ? Kind.TIMEOUT_OR_CONTENTION : Kind.PERMANENT;
    }

    /** Without a state the failure comes from the pool or the driver: there was no connection. */
    private static Kind kindOf(SQLException failure) {
        var state = failure.getSQLState();
        if (state == null || state.length() < 2 || state.equals(OUTDATED_PLAN)) {
            return Kind.UNAVAILABLE;
        }
        if (state.equals(QUERY_CANCELED) || state.equals(IDLE_IN_TRANSACTION)) {
            return Kind.TIMEOUT_OR_CONTENTION;
        }
        var category = state.substring(0, 2);
        if (UNAVAILABLE.contains(category)) {
            return Kind.UNAVAILABLE;
        }
        return CONTENTION.contains(category) ? Kind.TIMEOUT_OR_CONTENTION : Kind.PERMANENT;
    }
}
