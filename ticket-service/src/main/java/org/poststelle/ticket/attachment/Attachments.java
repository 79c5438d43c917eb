package org.poststelle.ticket.attachment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.SelectionQuery;

/** The files of tickets, as far as the transaction's access scope may see them. Whoever changes them holds the lock on the ticket. */
@ApplicationScoped
class Attachments {

    private static final String SELECT =
            "select id, name, type, size, sha256, addedBy, addedAt from Attachment where ticketId = :ticketId ";

    private final Session session;

    Attachments(Session session) {
        this.session = session;
    }

    /** The files of a ticket, the oldest first. */
    List<AttachedFile> of(UUID ticketId) {
        return select(ticketId, "order by addedAt, id").getResultList();
    }

    Optional<AttachedFile> find(UUID ticketId, UUID id) {
        return select(ticketId, "and id = :id").setParameter("id", id).uniqueResultOptional();
    }

    /** The file of the name with the content. */
    Optional<AttachedFile> same(UUID ticketId, String name, String sha256) {
        return select(ticketId, "and name = :name and sha256 = :sha256")
                .setParameter("name", name)
                .setParameter("sha256", sha256)
                .uniqueResultOptional();
    }

    /** Adds a file. Its content is no entity: Hibernate would keep a copy of it to see whether it changes. */
    void add(UUID ticketId, AttachedFile file, byte[] content) {
        session.persist(new Attachment(ticketId, file));
        session.flush();
        session.createNativeMutationQuery(
                        "insert into attachment_content (attachment_id, ticket_id, content) values (:id, :ticketId, :content)")
                .setParameter("id", file.id())
                .setParameter("ticketId", ticketId)
                .setParameter("content", content)
                .executeUpdate();
    }

    /**
     * A part of the content of a file.
     *
     * @param from the place of its first byte, from 0
     * @return less than the length at the end, nothing where the file was removed
     */
    Optional<byte[]> content(UUID id, long from, int length) {
        return session.createNativeQuery(
                        "select substring(content from :from for :length) as part from attachment_content where attachment_id = :id",
                        byte[].class)
                .addScalar("part", byte[].class)
                .setParameter("from", Math.toIntExact(from + 1))
                .setParameter("length", length)
                .setParameter("id", id)
                .uniqueResultOptional();
    }

    void remove(UUID id) {
        session.createNativeMutationQuery("delete from attachment_content where attachment_id = :id")
                .setParameter("id", id)
                .executeUpdate();
        session.createMutationQuery("delete from Attachment where id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    private SelectionQuery<AttachedFile> select(UUID ticketId, String which) {
        return session.createSelectionQuery(SELECT + which, AttachedFile.class).setParameter("ticketId", ticketId);
    }
}
