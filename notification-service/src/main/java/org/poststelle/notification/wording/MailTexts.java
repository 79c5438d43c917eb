package org.poststelle.notification.wording;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The own words of the centres, in all versions, as far as the transaction's access scope may see them. */
@ApplicationScoped
@Transactional
class MailTexts {

    private static final String SELECT =
            "select m.key.occasion, m.key.language, m.key.version, m.subject, m.text, m.changedBy, m.changedAt "
                    + "from MailTextVersion m where m.key.centre = :centre ";

    private final Session session;

    MailTexts(Session session) {
        this.session = session;
    }

    /**
     * The text of a centre as a change left it.
     *
     * @param subject absent, as the text, where the change went back to the standard text
     */
    record ChangedText(
            Occasion occasion,
            Language language,
            long version,
            @Nullable String subject,
            @Nullable String text,
            String changedBy,
            Instant changedAt) {

        /** The own words of the centre, unless the standard text holds. */
        Optional<Wording> wording() {
            return subject == null || text == null ? Optional.empty() : Optional.of(new Wording(subject, text));
        }
    }

    /** The last change of each text that the centre has ever changed. */
    List<ChangedText> newest(String centre) {
        return session.createSelectionQuery(
                        SELECT + "and m.key.version = (select max(n.key.version) from MailTextVersion n "
                                + "where n.key.centre = m.key.centre and n.key.occasion = m.key.occasion "
                                + "and n.key.language = m.key.language)",
                        ChangedText.class)
                .setParameter("centre", centre)
                .getResultList();
    }

    /** The last change of a text, if there ever was one. */
    Optional<ChangedText> newest(String centre, Occasion occasion, Language language) {
        return changes(centre, occasion, language, Long.MAX_VALUE, 1).stream().findFirst();
    }

    /** The changes of a text before that version, the newest first. */
    List<ChangedText> changes(String centre, Occasion occasion, Language language, long before, int limit) {
        return session.createSelectionQuery(
                        SELECT + "and m.key.occasion = :occasion and m.key.language = :language "
                                + "and m.key.version < :before order by m.key.version desc",
                        ChangedText.class)
                .setParameter("centre", centre)
                .setParameter("occasion", occasion)
                .setParameter("language", language)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Lets changes of the centre's texts wait for one another, until the transaction ends. */
    void lock(String centre) {
        session.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:lock, 0))", Integer.class)
                .setParameter("lock", "mail texts of " + centre)
                .getSingleResult();
    }

    void add(MailTextVersion version) {
        session.persist(version);
    }
}
