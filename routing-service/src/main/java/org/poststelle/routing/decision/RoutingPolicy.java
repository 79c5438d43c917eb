package org.poststelle.routing.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.CentreStaff;

/** Who may see what of the decisions on a ticket; the row policies of the database say the same about the rows. */
final class RoutingPolicy {

    private RoutingPolicy() {}

    /** The centre, and every authority that the ticket was decided for. */
    static boolean maySee(Caller caller, List<String> grantees) {
        return grantees.contains(AccessScope.of(caller).key());
    }

    /** What a coordinator noted is for the staff of the centre. */
    static @Nullable String visibleNote(Caller caller, @Nullable String note) {
        return caller instanceof CentreStaff ? note : null;
    }
}
