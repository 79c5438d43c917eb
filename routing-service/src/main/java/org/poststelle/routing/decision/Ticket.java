package org.poststelle.routing.decision;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/**
 * What routing knows about a ticket.
 *
 * @param hop how often it was decided where the ticket goes
 * @param returnedBy the authorities that handed it back
 * @param undecided the decision a coordinator has to make good, if there is one
 */
record Ticket(
        UUID id,
        String centre,
        ServiceKey service,
        RegionalKey region,
        int hop,
        Set<String> returnedBy,
        @Nullable UUID undecided) {

    static Ticket opened(UUID id, String centre, ServiceKey service, RegionalKey region) {
        return new Ticket(id, centre, service, region, 0, Set.of(), null);
    }

    /**
     * Where does the ticket go next?
     *
     * @param proposed the authority that the last one handing it back named instead
     */
    Question question(LocalDate day, @Nullable String proposed) {
        return new Question(service, region, day, hop + 1, returnedBy, proposed);
    }
}
