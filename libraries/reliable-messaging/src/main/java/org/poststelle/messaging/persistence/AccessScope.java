package org.poststelle.messaging.persistence;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.Admin;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.rest.Caller.ServiceAccount;

/**
 * Whose rows a transaction may read and change. The row policies of the database compare its key with the keys that each row was
 * granted to.
 *
 * <p>A transaction in a request has the scope of the caller without further ado. Everything else (events, timers, metrics) names
 * {@link #SERVICE} before its transaction begins; a transaction without a scope fails at its first statement.
 *
 * @param key {@code service}, {@code nobody}, {@code centre:} and a code, or {@code authority:} and a key
 */
public record AccessScope(String key) {

    /** The service itself, reacting to events and timers, and other services of Poststelle. */
    public static final AccessScope SERVICE = new AccessScope("service");

    /** The administrator runs the platform and sees no enquiries. */
    private static final AccessScope NOBODY = new AccessScope("nobody");

    private static final ScopedValue<AccessScope> CURRENT = ScopedValue.newInstance();

    /** What belongs to a service centre. */
    public static AccessScope ofCentre(String centre) {
        return new AccessScope("centre:" + centre);
    }

    /** What is, or was, with an authority. */
    public static AccessScope ofAuthority(String authority) {
        return new AccessScope("authority:" + authority);
    }

    /** What a caller may look at. */
    public static AccessScope of(Caller caller) {
        return switch (caller) {
            case CentreStaff staff -> ofCentre(staff.centre());
            case Clerk clerk -> ofAuthority(clerk.authority());
            case ServiceAccount _ -> SERVICE;
            case Admin _ -> NOBODY;
        };
    }

    /** Runs the work with this scope for all transactions that begin in it, on this thread. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** Runs the work with this scope for all transactions that begin in it, on this thread. */
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** The scope that {@link #run} or {@link #call} set, if one did. */
    static @Nullable AccessScope current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }
}
