package org.poststelle.ticket.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;

/** What was given to people about themselves, and by what it is found. */
@ApplicationScoped
class PrivacyExports {

    static final String FOUND_BY_CONTACT = "s.contacts && contact_hashes(:email, :phone)";

    private final Session session;

    PrivacyExports(Session session) {
        this.session = session;
    }

    /**
     * That somebody was given everything about a person.
     *
     * @param tickets how many there were
     */
    record ListedExport(UUID id, String exportedBy, Instant exportedAt, int tickets) {}

    /** The tickets of a centre whose citizens are reached by one of these, the newest first. */
    List<UUID> ticketsOf(String centre, @Nullable String email, @Nullable String phone, int limit) {
        return session.createNativeQuery("""
                        select s.ticket_id
                        from enquiry_search s
                        join ticket_access a on a.ticket_id = s.ticket_id and a.grantee = :grantee
                        where %s
                        order by s.ticket_id desc limit :limit
                        """.formatted(FOUND_BY_CONTACT), UUID.class)
                .setParameter("grantee", AccessScope.ofCentre(centre).key())
                .setParameter("email", email, String.class)
                .setParameter("phone", phone, String.class)
                .setParameter("limit", limit)
                .getResultList();
    }

    void add(PrivacyExport export) {
        session.persist(export);
    }

    /** The exports of a centre before that one, the newest first. */
    List<ListedExport> list(String centre, @Nullable UUID before, int limit) {
        var query = session.createSelectionQuery(
                        "select id, exportedBy, exportedAt, tickets from PrivacyExport where centre = :centre "
                                + (before == null ? "" : "and id < :before ")
                                + "order by id desc",
                        ListedExport.class)
                .setParameter("centre", centre)
                .setMaxResults(limit);
        if (before != null) {
            query.setParameter("before", before);
        }
        return query.getResultList();
    }
}
