package org.poststelle.sla.promise;

import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller;

/** Who may see a promise: one place for lists and single ones; the row policies of the database say the same. */
final class PromisePolicy {

    private PromisePolicy() {}

    static boolean maySee(Caller caller, PromiseDetails promise) {
        return promise.grantees().contains(AccessScope.of(caller).key());
    }
}
