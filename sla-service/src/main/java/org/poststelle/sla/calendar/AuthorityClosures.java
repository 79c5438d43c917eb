package org.poststelle.sla.calendar;

import io.quarkus.cache.CacheInvalidate;
import io.quarkus.cache.CacheResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/** The days on which authorities are closed. They count for the time a ticket is with the authority, and not for the citizen's. */
@ApplicationScoped
@Transactional
public class AuthorityClosures {

    private final Session session;

    AuthorityClosures(Session session) {
        this.session = session;
    }

    /** @param version counts the changes of the authority, from 1; 0 where there was none */
    record Closures(long version, ClosureDocument document) {}

    /** The days on which an authority is closed, and why, as was known a second ago. */
    @CacheResult(cacheName = "authority-closures")
    public Map<LocalDate, Name> of(String authority) {
        return ClosedDay.names(newest(authority).document().closedDays());
    }

    /** Forgets what is remembered of the authority, after a change was committed. */
    @CacheInvalidate(cacheName = "authority-closures")
    void forget(String authority) {}

    Closures newest(String authority) {
        return session.createSelectionQuery(
                        "select key.version, document from ClosureVersion where key.authority = :authority "
                                + "order by key.version desc",
                        Closures.class)
                .setParameter("authority", authority)
                .setMaxResults(1)
                .uniqueResultOptional()
                .orElseGet(() -> new Closures(0, ClosureDocument.NONE));
    }

    /** The changes before that version, the newest first. */
    List<ListedClosureChange> changes(String authority, long before, int limit) {
        return session.createSelectionQuery(
                        "select key.version, changedBy, changedAt from ClosureVersion "
                                + "where key.authority = :authority and key.version < :before order by key.version desc",
                        ListedClosureChange.class)
                .setParameter("authority", authority)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Lets changes of the authority wait for one another, until the transaction ends. */
    void lock(String authority) {
        session.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:lock, 0))", Integer.class)
                .setParameter("lock", "closures of " + authority)
                .getSingleResult();
    }

    void add(ClosureVersion version) {
        session.persist(version);
    }
}
