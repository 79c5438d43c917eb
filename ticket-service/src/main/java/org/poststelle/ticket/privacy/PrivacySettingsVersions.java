package org.poststelle.ticket.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;

/** The privacy settings of the centres, in all versions. */
@ApplicationScoped
class PrivacySettingsVersions {

    private final Session session;
    private final Duration kept;

    /** @param kept how long personal data are kept after the closure where the centre has not said it */
    PrivacySettingsVersions(Session session, @ConfigProperty(name = "poststelle.personal-data.kept") Duration kept) {
        this.session = session;
        this.kept = kept;
    }

    /**
     * The settings that hold for a centre.
     *
     * @param version counts the changes of the centre, from 1; 0 are the settings of this installation, for centres that have none
     */
    record Current(long version, PrivacySettings settings) {}

    /**
     * That somebody changed the privacy settings of a centre.
     *
     * @param version what they became by that
     */
    record ListedSettings(long version, int keptDays, String changedBy, Instant changedAt) {}

    /** What holds for a centre now. */
    Current newest(String centre) {
        return changes(centre, Long.MAX_VALUE, 1).stream()
                .map(change -> new Current(change.version(), new PrivacySettings(change.keptDays())))
                .findFirst()
                .orElseGet(() -> new Current(0, new PrivacySettings((int) kept.toDays())));
    }

    /** The changes of a centre before that version, the newest first. */
    List<ListedSettings> changes(String centre, long before, int limit) {
        return session.createSelectionQuery(
                        "select key.version, keptDays, changedBy, changedAt from PrivacySettingsVersion "
                                + "where key.centre = :centre and key.version < :before order by key.version desc",
                        ListedSettings.class)
                .setParameter("centre", centre)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Lets changes of the centre wait for one another, until the transaction ends. */
    void lock(String centre) {
        session.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:lock, 0))", Integer.class)
                .setParameter("lock", "privacy settings of " + centre)
                .getSingleResult();
    }

    void add(PrivacySettingsVersion version) {
        session.persist(version);
    }
}
