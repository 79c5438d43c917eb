package org.poststelle.ticket.handling;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.poststelle.rest.Caller.Clerk;

/** What is written and not sent. Whoever changes a draft holds the lock on the ticket, so that none outlives its erasure. */
@ApplicationScoped
class TicketDrafts implements PanacheRepositoryBase<TicketDraft, TicketDraft.Key> {

    /** As many colleagues as would write to one ticket; the rest is older. */
    private static final int SHOWN = 50;

    /** A draft as its author's colleagues see it. */
    record Draft(String author, String text, Instant writtenAt) {}

    /** Keeps what the clerk has written so far, in the place of what they had written before. */
    void save(UUID ticketId, Clerk clerk, String text, Instant at) {
        findByIdOptional(new TicketDraft.Key(ticketId, clerk.user()))
                .ifPresentOrElse(
                        draft -> draft.rewrite(text, at),
                        () -> persist(new TicketDraft(ticketId, clerk.user(), clerk.authority(), text, at)));
    }

    void discard(UUID ticketId, String author) {
        deleteById(new TicketDraft.Key(ticketId, author));
    }

    /** What the people of an authority have written for a ticket, the latest first. */
    List<Draft> of(UUID ticketId, String authority) {
        return getSession()
                .createSelectionQuery("""
                        select id.author, text, writtenAt from TicketDraft
                        where id.ticketId = :ticketId and authority = :authority order by writtenAt desc
                        """, Draft.class)
                .setParameter("ticketId", ticketId)
                .setParameter("authority", authority)
                .setMaxResults(SHOWN)
                .getResultList();
    }
}
