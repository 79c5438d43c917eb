package org.poststelle.ticket.handling;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.ticket.model.Priority;

/** Answers that wait for their release. Whoever changes one holds the lock on the ticket. */
@ApplicationScoped
class FiledAnswers implements PanacheRepositoryBase<FiledAnswer, UUID> {

    /**
     * A filed answer to read.
     *
     * @param answerId says what is released, so that nothing is that nobody has read
     */
    record Filed(UUID answerId, String author, String text, Instant filedAt) {}

    /**
     * A ticket whose answer waits for its release.
     *
     * @param dueAt until when the citizen was promised an answer
     */
    record WaitingRelease(
            UUID ticketId,
            String reference,
            String serviceKey,
            Priority priority,
            @Nullable Instant dueAt,
            String author,
            Instant filedAt) {}

    /** A place in the list of what waits: after this one. */
    record Place(Instant filedAt, UUID ticketId) {

        static Place of(WaitingRelease waiting) {
            return new Place(waiting.filedAt(), waiting.ticketId());
        }

        /** What {@link #toString} wrote. */
        static Place parse(String cursor) {
            var parts = cursor.split("~", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("No place in a list of filed answers");
            }
            return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }

        @Override
        public String toString() {
            return filedAt + "~" + ticketId;
        }
    }

    /** Files an answer, in the place of what its author had filed before. */
    void file(UUID ticketId, UUID answerId, Clerk author, String text, Instant at) {
        findByIdOptional(ticketId)
                .ifPresentOrElse(
                        filed -> filed.replace(answerId, text, at),
                        () -> persist(
                                new FiledAnswer(ticketId, answerId, author.user(), author.authority(), text, at)));
    }

    /** What waits for a ticket at an authority: one answer, or none. */
    List<Filed> of(UUID ticketId, String authority) {
        return getSession()
                .createSelectionQuery(
                        "select answerId, author, text, filedAt from FiledAnswer "
                                + "where ticketId = :ticketId and authority = :authority",
                        Filed.class)
                .setParameter("ticketId", ticketId)
                .setParameter("authority", authority)
                .getResultList();
    }

    /** What waits at an authority, the longest first. */
    List<WaitingRelease> waiting(String authority, @Nullable Place after, int limit) {
        var query = getSession()
                .createSelectionQuery(
                        "select f.ticketId, t.reference, t.serviceKey, t.priority, t.dueAt, f.author, f.filedAt "
                                + "from FiledAnswer f join Ticket t on t.id = f.ticketId where f.authority = :authority "
                                + (after == null ? "" : "and (f.filedAt, f.ticketId) > (:filedAt, :ticketId) ")
                                + "order by f.filedAt, f.ticketId",
                        WaitingRelease.class)
                .setParameter("authority", authority)
                .setMaxResults(limit);
        if (after != null) {
            query.setParameter("filedAt", after.filedAt()).setParameter("ticketId", after.ticketId());
        }
        return query.getResultList();
    }
}
