package org.poststelle.routing.knowledge;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.directory.Contact;
import org.poststelle.routing.directory.Knowledge;

/** What the directory knows about services and the authorities that do them. */
@ApplicationScoped
class KnownServices {

    private final Session session;

    KnownServices(Session session) {
        this.session = session;
    }

    /**
     * A service that fits a question.
     *
     * @param highlight the place that fits it
     */
    record Hit(String key, String highlight) {}

    record KnownService(
            String key,
            String german,
            String english,
            List<String> synonyms,
            @Nullable Knowledge knowledge) {}

    /** @param mailbox where it receives mail */
    record KnownAuthority(
            String key,
            String name,
            String mailbox,
            @Nullable Contact contact) {}

    /** The services that fit the question best, the best first. */
    List<Hit> search(String question, int limit) {
        return session.createNativeQuery(
                        "select key, highlight from search_services(:question, :limit)", Object[].class)
                .addScalar("key", String.class)
                .addScalar("highlight", String.class)
                .setParameter("question", question)
                .setParameter("limit", limit)
                .setTupleTransformer((row, _) -> new Hit((String) row[0], (String) row[1]))
                .getResultList();
    }

    /** What is known about services, in no order. */
    List<KnownService> find(Collection<String> keys) {
        return session.createSelectionQuery(
                        "select key, nameDe, nameEn, synonyms, knowledge from PublicService where key in :keys",
                        KnownService.class)
                .setParameter("keys", keys)
                .getResultList();
    }

    /** Authorities, in no order. */
    List<KnownAuthority> authorities(Collection<String> keys) {
        return session.createSelectionQuery(
                        "select key, name, mailbox, contact from Authority where key in :keys", KnownAuthority.class)
                .setParameter("keys", keys)
                .getResultList();
    }
}
