package org.poststelle.routing.directory;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.StatelessSession;

/** What can be done to the directory. */
@ApplicationScoped
@Transactional
class DirectoryCommands {

    private static final String LOCK = "lock table authority in share row exclusive mode";

    private final Session session;
    private final StatelessSession rows;
    private final Authorities authorities;

    DirectoryCommands(Session session, StatelessSession rows, Authorities authorities) {
        this.session = session;
        this.rows = rows;
        this.authorities = authorities;
    }

    /**
     * Puts the document in the place of what there was, all of it or nothing. Authorities that are missing in it are kept as
     * retired, because decisions name them.
     */
    void replace(DirectoryDocument document, Instant now) {
        // one replacement at a time; whoever reads sees the old directory until the commit
        session.createNativeMutationQuery(LOCK).executeUpdate();
        Stream.of("Cooperation", "Competence", "Region", "PublicService")
                .forEach(entity ->
                        session.createMutationQuery("delete from " + entity).executeUpdate());
        replaceAuthorities(document, now);
        rows.insertMultiple(document.regions().stream().map(Region::new).toList());
        rows.insertMultiple(document.services().stream().map(PublicService::new).toList());
        rows.insertMultiple(document.competences().stream()
                .flatMap(entry -> entry.services().stream()
                        .map(service -> new Competence(UuidCreator.getTimeOrderedEpoch(), service, entry)))
                .toList());
        rows.insertMultiple(document.cooperations().stream()
                .map(entry -> new Cooperation(UuidCreator.getTimeOrderedEpoch(), entry))
                .toList());
    }

    private void replaceAuthorities(DirectoryDocument document, Instant now) {
        var known = authorities.lockAll();
        for (var entry : document.authorities()) {
            var authority = known.remove(entry.key());
            if (authority == null) {
                authorities.persist(new Authority(entry));
            } else {
                authority.follow(entry);
            }
        }
        known.values().forEach(dropped -> dropped.retire(now));
        authorities.flush();
    }
}
