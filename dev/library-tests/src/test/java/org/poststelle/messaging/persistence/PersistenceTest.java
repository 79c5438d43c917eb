package org.poststelle.messaging.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PersistenceTest {

    @Inject
    EntityManager entities;

    @Inject
    Flyway flyway;

    @SuppressWarnings("NullAway.Init") // set by the environment
    private Database database;

    @Test
    void transactionSeesItsAccessScope() {
        assertThat(scopeIn(AccessScope.ofCentre("KO"))).isEqualTo("centre:KO");
        assertThat(scopeIn(AccessScope.SERVICE)).isEqualTo("service");
    }

    @Test
    void scopeEndsWithItsTransaction() {
        for (int i = 0; i < 30; i++) {
            assertThat(scopeIn(AccessScope.ofAuthority("koblenz-buergeramt")))
                    .isEqualTo("authority:koblenz-buergeramt");
        }
        assertThat(database.list(String.class, "select current_setting('poststelle.scope')"))
                .containsExactly("service");
    }

    @Test
    void transactionWithoutScopeFailsAndLeavesNoConnectionBehind() {
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> QuarkusTransaction.requiringNew().call(this::scope))
                    .hasStackTraceContaining("without an access scope");
        }
        assertThat(scopeIn(AccessScope.SERVICE)).isEqualTo("service");
    }

    @Test
    void accessWithoutTransactionFails() {
        assertThatThrownBy(() -> AccessScope.SERVICE.call(this::scope)).hasStackTraceContaining("need a transaction");
    }

    @Test
    void loggedFailureDoesNotRepeatValues() {
        var failure = failureOf("select cast('Erika Beispiel' as uuid)");
        assertThat(failure).hasStackTraceContaining("Erika");
        var record = new LogRecord(Level.SEVERE, "It failed");
        record.setThrown(failure);
        assertThat(new RedactDatabaseMessages().isLoggable(record)).isTrue();
        assertThat(record.getThrown())
                .satisfies(thrown -> assertThat(thrown.toString())
                        .contains(failure.getClass().getName()))
                .hasStackTraceContaining("22P02")
                .satisfies(thrown -> assertThat(stackTraceOf(thrown)).doesNotContain("Erika"));
    }

    @Test
    void violatedConstraintsDoNotQuoteTheRow() {
        assertThat(stackTraceOf(failureOf(
                        "insert into parked_record (topic, detail) values ('Erika Beispiel', 'Erika Beispiel')")))
                .doesNotContain("Failing row");
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true, true", // connection lost
        "57P01, true, true", // server shuts down
        "25006, true, true", // read-only after a failover
        "53300, true, true", // too many connections
        "57014, true, false", // statement timeout
        "25P03, true, false", // idle in transaction for too long
        "40P01, true, false", // deadlock
        "55P03, true, false", // lock timeout
        "23505, false, false", // unique violation
        "22P02, false, false", // not a value of the type
        "42P01, false, false" // no such table
    })
    void failuresThatPassAreToldFromThoseThatStay(String state, boolean isTransient, boolean isUnavailable) {
        var failure = new IllegalStateException(new SQLException("failed", state));
        assertThat(TransientDatabaseErrors.isIn(failure)).isEqualTo(isTransient);
        assertThat(TransientDatabaseErrors.isUnavailable(failure)).isEqualTo(isUnavailable);
    }

    /** What frees the locks of a node that died without closing its connections. */
    @Test
    void serverEndsTransactionsThatNobodyContinues() {
        assertThat(settings("idle_in_transaction_session_timeout")).isEqualTo("15s");
        assertThat(settings("statement_timeout")).isEqualTo("5s");
        assertThat(settings("lock_timeout")).isEqualTo("2s");
        assertThat(settings("tcp_keepalives_idle")).isEqualTo("10");
        assertThat(settings("tcp_user_timeout")).isEqualTo("20000");
    }

    @Test
    void abandonedTransactionIsEndedByTheServer() {
        assertThatThrownBy(() -> AccessScope.SERVICE.run(
                        () -> QuarkusTransaction.requiringNew().run(() -> {
                            entities.createNativeQuery("set local idle_in_transaction_session_timeout = '100ms'")
                                    .executeUpdate();
                            sleep(Duration.ofMillis(400));
                            scope();
                        })))
                .satisfies(failure ->
                        assertThat(TransientDatabaseErrors.isIn(failure)).isTrue());
    }

    /** The migration of the tests is older than those of this module, as if its branch had been merged late. */
    @Test
    void migrationsThatAreMergedLateAreApplied() {
        var schema = "merged_late";
        migrate(schema, "db/messaging");
        migrate(schema, "db/messaging", "db/migration");
        assertThat(database.list(
                        String.class,
                        "select version from merged_late.flyway_schema_history where version is not null"))
                .contains("2026.01.01.0000");
    }

    private void migrate(String schema, String... locations) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas(schema)
                .locations(locations)
                .load()
                .migrate();
    }

    private String settings(String name) {
        return AccessScope.SERVICE.call(() -> QuarkusTransaction.requiringNew()
                .call(() -> (String) entities.createNativeQuery("select current_setting(?)")
                        .setParameter(1, name)
                        .getSingleResult()));
    }

    private String scopeIn(AccessScope scope) {
        return scope.call(() -> QuarkusTransaction.requiringNew().call(this::scope));
    }

    private String scope() {
        return (String) entities.createNativeQuery("select current_setting('poststelle.scope')")
                .getSingleResult();
    }

    private Throwable failureOf(String sql) {
        try {
            AccessScope.SERVICE.run(() -> QuarkusTransaction.requiringNew()
                    .run(() -> entities.createNativeQuery(sql).getResultList()));
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("Did not fail: " + sql);
    }

    private static String stackTraceOf(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
