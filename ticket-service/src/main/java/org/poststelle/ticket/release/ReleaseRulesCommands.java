package org.poststelle.ticket.release;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.OptionalLong;
import org.poststelle.ticket.model.TicketRefusal;

/** What can be done to the release rules of an authority. */
@ApplicationScoped
@Transactional
class ReleaseRulesCommands {

    private final ReleaseRulesVersions versions;

    ReleaseRulesCommands(ReleaseRulesVersions versions) {
        this.versions = versions;
    }

    /**
     * Puts rules in the place of the authority's. They hold for what is answered from then on.
     *
     * @param known the version that the administrator saw, or nothing when any will do
     * @return the version from then on
     * @throws TicketRefusal.Stale when somebody changed them meanwhile
     */
    long replace(String authority, ReleaseRules rules, OptionalLong known, String user, Instant now) {
        versions.lock(authority);
        var current = versions.newest(authority).version();
        if (known.isPresent() && known.getAsLong() != current) {
            throw new TicketRefusal.Stale(known.getAsLong(), current);
        }
        versions.add(new ReleaseRulesVersion(new ReleaseRulesVersion.Key(authority, current + 1), rules, user, now));
        return current + 1;
    }
}
