package org.poststelle.ticket.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.model.TicketRefusal;
import org.poststelle.ticket.model.TicketState;

/** Tickets to read, as far as the transaction's access scope may see them. One row or page is one query. */
@ApplicationScoped
public class TicketViews {

    private static final String SELECT = """
            select t.id, t.reference, t.centre, t.serviceKey, t.regionKey, t.replyChannel, t.state, t.authority, t.hop,
                   t.citizenReached, t.version, t.receivedAt, t.dueAt, t.promise,
                   e.subject, %s, e.name, e.email, e.phone, e.language
            """;

    private final Session session;

    TicketViews(Session session) {
        this.session = session;
    }

    /** An answer to the citizen. */
    public record Answer(UUID id, String text, Instant answeredAt) {}

    /**
     * One ticket.
     *
     * @throws TicketRefusal.NotFound when there is none that the caller may see
     */
    public TicketDetails find(UUID id) {
        return session.createSelectionQuery(
                        SELECT.formatted("e.text")
                                + "from Ticket t join Enquiry e on e.ticketId = t.id where t.id = :id",
                        TicketDetails.class)
                .setParameter("id", id)
                .uniqueResultOptional()
                .orElseThrow(() -> new TicketRefusal.NotFound(id));
    }

    /** The answers of a ticket, oldest first: one, as long as a ticket is answered once. */
    public List<Answer> answers(UUID ticketId) {
        return session.createSelectionQuery(
                        "select id, text, writtenAt from WrittenText where ticketId = :ticketId and kind = ANSWER order by version",
                        Answer.class)
                .setParameter("ticketId", ticketId)
                .getResultList();
    }

    /**
     * The tickets that were granted to a scope, newest first, without the enquiries' texts.
     *
     * @param state only those in this state
     * @param before only those older than this one
     */
    List<TicketDetails> list(AccessScope scope, @Nullable TicketState state, @Nullable UUID before, int limit) {
        // the forms differ so that each has its index
        var query = session.createSelectionQuery(
                        SELECT.formatted("''") + """
                        from TicketAccess a
                        join Ticket t on t.id = a.id.ticketId
                        join Enquiry e on e.ticketId = a.id.ticketId
                        where a.id.grantee = :grantee
                        """
                                + (state == null ? "" : "and a.state = :state ")
                                + (before == null ? "" : "and a.id.ticketId < :before and t.id < :before ")
                                + "order by a.id.ticketId desc",
                        TicketDetails.class)
                .setParameter("grantee", scope.key())
                .setMaxResults(limit);
        if (state != null) {
            query.setParameter("state", state);
        }
        if (before != null) {
            query.setParameter("before", before);
        }
        return query.getResultList();
    }
}
