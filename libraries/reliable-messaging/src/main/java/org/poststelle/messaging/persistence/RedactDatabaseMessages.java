package org.poststelle.messaging.persistence;

import io.quarkus.logging.LoggingFilter;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the messages of database exceptions out of the log: PostgreSQL quotes the value that it could not take, which may be what a
 * citizen said. Class, SQLSTATE and stack trace stay.
 */
@LoggingFilter(name = "redact-database-messages")
final class RedactDatabaseMessages implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        var thrown = record.getThrown();
        if (thrown != null && comesFromDatabase(thrown)) {
            record.setThrown(Redacted.of(thrown));
        }
        return true;
    }

    private static boolean comesFromDatabase(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || cause instanceof PersistenceException) {
                return true;
            }
        }
        return false;
    }

    /** Looks like the exception that it stands for, without its message. */
    static final class Redacted extends Throwable {

        private static final long serialVersionUID = 1L;

        private Redacted(String description, @Nullable Throwable cause) {
            super(description, cause, false, true);
        }

        static Redacted of(Throwable thrown) {
            var cause = thrown.getCause();
            var state = thrown instanceof SQLException sql ? " [SQLSTATE " + sql.getSQLState() + "]" : "";
            var redacted = new Redacted(thrown.getClass().getName() + state, cause == null ? null : of(cause));
            redacted.setStackTrace(thrown.getStackTrace());
            return redacted;
        }
    }
}
