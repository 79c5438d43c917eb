package org.poststelle.ticket.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.OptionalLong;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.ticket.model.TicketRefusal;

/** What can be done to the privacy settings of a centre. */
@ApplicationScoped
@Transactional
class PrivacySettingsCommands {

    private final PrivacySettingsVersions versions;

    PrivacySettingsCommands(PrivacySettingsVersions versions) {
        this.versions = versions;
    }

    /**
     * Puts settings in the place of those of the coordinator's centre.
     *
     * @param known the version that the coordinator saw, or nothing when any will do
     * @return the version from then on
     * @throws TicketRefusal.Stale when somebody changed them meanwhile
     */
    long replace(CentreStaff coordinator, PrivacySettings settings, OptionalLong known, Instant now) {
        var centre = coordinator.centre();
        versions.lock(centre);
        var current = versions.newest(centre).version();
        if (known.isPresent() && known.getAsLong() != current) {
            throw new TicketRefusal.Stale(known.getAsLong(), current);
        }
        versions.add(new PrivacySettingsVersion(
                new PrivacySettingsVersion.Key(centre, current + 1), settings, coordinator.user(), now));
        return current + 1;
    }
}
