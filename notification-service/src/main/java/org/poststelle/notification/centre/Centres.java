package org.poststelle.notification.centre;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** What the centres say about themselves, in all versions, as far as the transaction's access scope may see them. */
@ApplicationScoped
@Transactional
public class Centres {

    private final Session session;

    Centres(Session session) {
        this.session = session;
    }

    /**
     * The contacts of a centre.
     *
     * @param version counts the changes of the centre, from 1; 0 are those of a centre that has said nothing
     */
    record VersionedContacts(long version, CentreContacts contacts) {

        private static final VersionedContacts NONE = new VersionedContacts(0, CentreContacts.NONE);
    }

    /**
     * That somebody changed the contacts of a centre.
     *
     * @param version what they became by that
     */
    record ListedVersion(long version, String changedBy, Instant changedAt) {}

    /** What a centre says about itself now. */
    public CentreContacts contacts(String centre) {
        return newest(centre).contacts();
    }

    /** The contacts of a centre now, with their version. */
    VersionedContacts newest(String centre) {
        return session.createSelectionQuery(
                        "select key.version, contacts from ContactsVersion where key.centre = :centre "
                                + "order by key.version desc",
                        VersionedContacts.class)
                .setParameter("centre", centre)
                .setMaxResults(1)
                .uniqueResultOptional()
                .orElse(VersionedContacts.NONE);
    }

    /** The contacts that a centre had in one version, if there is one. */
    Optional<VersionedContacts> version(String centre, long version) {
        return version == 0
                ? Optional.of(VersionedContacts.NONE)
                : session.createSelectionQuery(
                                "select key.version, contacts from ContactsVersion where key = :key",
                                VersionedContacts.class)
                        .setParameter("key", new ContactsVersion.Key(centre, version))
                        .uniqueResultOptional();
    }

    /** The changes of a centre's contacts before that version, the newest first. */
    List<ListedVersion> changes(String centre, long before, int limit) {
        return session.createSelectionQuery(
                        "select key.version, changedBy, changedAt from ContactsVersion "
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
                .setParameter("lock", "contacts of " + centre)
                .getSingleResult();
    }

    void add(ContactsVersion version) {
        session.persist(version);
    }
}
