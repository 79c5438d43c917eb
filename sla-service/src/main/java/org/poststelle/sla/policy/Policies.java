package org.poststelle.sla.policy;

import io.quarkus.cache.CacheInvalidate;
import io.quarkus.cache.CacheResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** What the centres promise, in all versions. */
@ApplicationScoped
@Transactional
public class Policies {

    private final Session session;
    private final PromiseSettings settings;

    Policies(Session session, PromiseSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /**
     * What a centre promises.
     *
     * @param version counts the changes of the centre, from 1; 0 is the policy of this installation, for centres that have none
     */
    public record CentrePolicy(long version, PolicyDocument document) {}

    /**
     * That somebody changed the policy of a centre.
     *
     * @param version what it became by that
     */
    record ListedVersion(long version, String changedBy, Instant changedAt) {}

    /** What a centre promises now, or promised a second ago if another replica changed it meanwhile. */
    @CacheResult(cacheName = "policies")
    public CentrePolicy current(String centre) {
        return newest(centre);
    }

    /** What a centre promises now. */
    CentrePolicy newest(String centre) {
        return session.createSelectionQuery(
                        "select key.version, document from PolicyVersion where key.centre = :centre "
                                + "order by key.version desc",
                        CentrePolicy.class)
                .setParameter("centre", centre)
                .setMaxResults(1)
                .uniqueResultOptional()
                .orElseGet(this::ofInstallation);
    }

    /** What a centre promised in one version, by which a promise was given. Versions never change. */
    @CacheResult(cacheName = "policy-versions")
    public CentrePolicy given(String centre, long version) {
        return version(centre, version).orElseThrow();
    }

    /** What a centre promised in one version, if there is one. */
    Optional<CentrePolicy> version(String centre, long version) {
        return version == 0
                ? Optional.of(ofInstallation())
                : session.createSelectionQuery(
                                "select key.version, document from PolicyVersion where key = :key", CentrePolicy.class)
                        .setParameter("key", new PolicyVersion.Key(centre, version))
                        .uniqueResultOptional();
    }

    /** The changes of a centre's policy before that version, the newest first. */
    List<ListedVersion> changes(String centre, long before, int limit) {
        return session.createSelectionQuery(
                        "select key.version, changedBy, changedAt from PolicyVersion "
                                + "where key.centre = :centre and key.version < :before order by key.version desc",
                        ListedVersion.class)
                .setParameter("centre", centre)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Lets changes of the centre wait for one another, until the transaction ends. */
    void lock(String centre) {
        session.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:lock, 0))", Integer.class)
                .setParameter("lock", "policy of " + centre)
                .getSingleResult();
    }

    void add(PolicyVersion version) {
        session.persist(version);
    }

    /** Forgets what is remembered of the centre, after a change was committed. */
    @CacheInvalidate(cacheName = "policies")
    void forget(String centre) {}

    private CentrePolicy ofInstallation() {
        return new CentrePolicy(0, settings.document());
    }
}
