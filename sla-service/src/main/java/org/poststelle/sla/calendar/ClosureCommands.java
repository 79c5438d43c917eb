package org.poststelle.sla.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.OptionalLong;
import org.poststelle.sla.document.DocumentRefusal;

/** What can be done to the days on which authorities are closed. */
@ApplicationScoped
@Transactional
class ClosureCommands {

    private final AuthorityClosures closures;

    ClosureCommands(AuthorityClosures closures) {
        this.closures = closures;
    }

    /**
     * Puts a document in the place of the authority's. It holds for what begins from then on.
     *
     * @param known the version that the administrator saw, or nothing when any will do
     * @return the version from then on
     * @throws DocumentRefusal when it names a day twice or was changed meanwhile
     */
    long replace(String authority, ClosureDocument document, OptionalLong known, String user, Instant now) {
        DocumentRefusal.ifContradictory(document.contradiction());
        closures.lock(authority);
        var current = closures.newest(authority).version();
        DocumentRefusal.ifStale(known, current);
        closures.add(new ClosureVersion(new ClosureVersion.Key(authority, current + 1), document, user, now));
        return current + 1;
    }
}
