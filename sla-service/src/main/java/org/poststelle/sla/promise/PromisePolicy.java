package org.poststelle.sla.promise;

import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.Clerk;

/** Who may see a promise: one place for lists and single ones; the row policies of the database say the same. */
final class PromisePolicy {

    private PromisePolicy() {}

    static boolean maySee(Caller caller, PromiseDetails promise) {
        return promise.grantees().contains(AccessScope.of(caller).key());
    }

    /** A clerk sees how long their own authority had the ticket; who else had it, and for how long, is the centre's to know. */
    static boolean maySee(Caller caller, Hop hop) {
        return !(caller instanceof Clerk clerk) || clerk.authority().equals(hop.authority());
    }
}
