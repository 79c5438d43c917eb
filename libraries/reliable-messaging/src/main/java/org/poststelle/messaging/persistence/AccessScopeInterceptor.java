package org.poststelle.messaging.persistence;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import org.poststelle.rest.CurrentCaller;

/** Tells the database the {@link AccessScope} of each transaction when it gets its connection. */
@Singleton
class AccessScopeInterceptor implements AgroalPoolInterceptor {

    private final TransactionSynchronizationRegistry transaction;
    private final CurrentIdentityAssociation identity;
    private final CurrentCaller caller;

    AccessScopeInterceptor(
            TransactionSynchronizationRegistry transaction, CurrentIdentityAssociation identity, CurrentCaller caller) {
        this.transaction = transaction;
        this.identity = identity;
        this.caller = caller;
    }

    /** Only what is nobody's work, such as migrations and health checks, has neither a transaction nor a scope. */
    @Override
    public void onConnectionAcquire(Connection connection) {
        if (transaction.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            if (AccessScope.current() != null || isInRequest()) {
                throw new IllegalStateException("Row policies need a transaction");
            }
            return;
        }
        try (var statement = connection.prepareStatement("select set_config('poststelle.scope', ?, true)")) {
            statement.setString(1, scope().key());
            statement.execute();
        } catch (SQLException e) {
            throw new PersistenceException("The access scope could not be set", e);
        }
    }

    private AccessScope scope() {
        var named = AccessScope.current();
        if (named != null) {
            return named;
        }
        if (isInRequest()) {
            return AccessScope.of(caller.get());
        }
        throw new IllegalStateException("A transaction began without an access scope");
    }

    private boolean isInRequest() {
        return Arc.container().requestContext().isActive()
                && !identity.getIdentity().isAnonymous();
    }
}
