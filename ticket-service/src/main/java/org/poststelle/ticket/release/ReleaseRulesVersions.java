package org.poststelle.ticket.release;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** The release rules of the authorities, in all versions. */
@ApplicationScoped
@Transactional
public class ReleaseRulesVersions {

    private final Session session;

    ReleaseRulesVersions(Session session) {
        this.session = session;
    }

    /**
     * The release rules that hold for an authority.
     *
     * @param version counts the changes of the authority, from 1; 0 where there was none
     */
    record Current(long version, ReleaseRules rules) {}

    /**
     * That somebody changed the release rules of an authority.
     *
     * @param version what they became by that
     */
    record ListedRules(long version, String changedBy, Instant changedAt) {}

    /** Whether an answer of the authority about the service is to be released by a second person. */
    public boolean demandRelease(String authority, String serviceKey) {
        return newest(authority).rules().holdFor(serviceKey);
    }

    /** What holds for an authority now. */
    Current newest(String authority) {
        return session.createSelectionQuery(
                        "select key.version, document from ReleaseRulesVersion where key.authority = :authority "
                                + "order by key.version desc",
                        Current.class)
                .setParameter("authority", authority)
                .setMaxResults(1)
                .uniqueResultOptional()
                .orElseGet(() -> new Current(0, ReleaseRules.NONE));
    }

    /** The changes of an authority before that version, the newest first. */
    List<ListedRules> changes(String authority, long before, int limit) {
        return session.createSelectionQuery(
                        "select key.version, changedBy, changedAt from ReleaseRulesVersion "
                                + "where key.authority = :authority and key.version < :before order by key.version desc",
                        ListedRules.class)
                .setParameter("authority", authority)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Lets changes of the authority wait for one another, until the transaction ends. */
    void lock(String authority) {
        session.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:lock, 0))", Integer.class)
                .setParameter("lock", "release rules of " + authority)
                .getSingleResult();
    }

    void add(ReleaseRulesVersion version) {
        session.persist(version);
    }
}
