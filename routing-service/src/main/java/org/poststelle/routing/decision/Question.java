package org.poststelle.routing.decision;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/**
 * Who is competent for a service in a region?
 *
 * @param day the day the competence must be valid on
 * @param hop how often the ticket will have been forwarded then, from 1
 * @param returnedBy the authorities that returned it as not theirs
 * @param proposed the authority the last of them named instead
 */
record Question(
        ServiceKey service,
        RegionalKey region,
        LocalDate day,
        int hop,
        Set<String> returnedBy,
        @Nullable String proposed) {

    static Question first(ServiceKey service, RegionalKey region, LocalDate day) {
        return new Question(service, region, day, 1, Set.of(), null);
    }
}
