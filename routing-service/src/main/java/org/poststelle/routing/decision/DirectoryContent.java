package org.poststelle.routing.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.DirectoryIndex.CompetenceRow;
import org.poststelle.routing.decision.DirectoryIndex.Content;
import org.poststelle.routing.decision.DirectoryIndex.CooperationRow;
import org.poststelle.routing.decision.DirectoryIndex.NamedService;
import org.poststelle.routing.directory.DirectoryVersions;

/** Reads from the database what decisions need of the directory. */
@ApplicationScoped
class DirectoryContent {

    private final Session session;
    private final DirectoryVersions versions;

    DirectoryContent(Session session, DirectoryVersions versions) {
        this.session = session;
        this.versions = versions;
    }

    /**
     * All of one version. Each query sees what was committed when it began: if the version is another one at the end, what was read may
     * belong to two, and is read again.
     */
    Content read() {
        var version = versions.stored();
        while (true) {
            var content = new Content(
                    version,
                    list(Area.class, "select key, name from Region"),
                    list(NamedService.class, "select key, nameDe, nameEn from PublicService"),
                    list(Office.class, "select key, name from Authority"),
                    list(
                            CompetenceRow.class,
                            "select regionKey, service, authority, validFrom, validTo from Competence order by id"),
                    list(
                            CooperationRow.class,
                            "select regionKey, executedBy, validFrom, validTo from Cooperation order by id"));
            var now = versions.stored();
            if (now == version) {
                return content;
            }
            version = now;
        }
    }

    /** The name of an authority that may still be chosen. */
    Optional<String> nameOf(String authority) {
        return session.createSelectionQuery(
                        "select name from Authority where key = :key and retiredAt is null", String.class)
                .setParameter("key", authority)
                .uniqueResultOptional();
    }

    private <T> List<T> list(Class<T> type, String query) {
        return session.createSelectionQuery(query, type).getResultList();
    }
}
