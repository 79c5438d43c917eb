package org.poststelle.ticket.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketQueue;

/** Who may see which ticket. */
@ApplicationScoped
public class TicketAccesses {

    /** The due time of a ticket that has none yet: such tickets are at the end of their queue. */
    public static final Instant NOTHING_PROMISED = Instant.parse("9999-12-31T00:00:00Z");

    private final Session session;

    TicketAccesses(Session session) {
        this.session = session;
    }

    /**
     * Follows a change of the ticket: its new state, its place in the queues, and the authority that has it now. The change is the last
     * entry of the ticket's history.
     */
    public void follow(Ticket ticket) {
        var situation = ticket.situation();
        var authority = Optional.ofNullable(ticket.authority());
        session.createNativeMutationQuery("""
                        update ticket_access a
                           set state = :state,
                               queue = place.queue,
                               former_queue = case when a.queue = place.queue then a.former_queue else a.queue end,
                               told_until = case when place.queue = 'PASSED_ON' then coalesce(a.told_until, :entry) end
                          from (select grantee, case grantee when :centre then :centreQueue
                                                             when :authority then :authorityQueue
                                                             else 'PASSED_ON' end as queue
                                from ticket_access where ticket_id = :ticketId) as place
                         where a.ticket_id = :ticketId and a.grantee = place.grantee;
                        insert into ticket_access (ticket_id, grantee, state, queue, due_at)
                        select :ticketId, :authority, :state, :authorityQueue, :dueAt where cast(:authority as text) is not null
                        on conflict do nothing
                        """)
                .setParameter("ticketId", ticket.id())
                .setParameter("state", ticket.state().name())
                .setParameter("entry", ticket.lastHistoryEntry())
                .setParameter("centre", AccessScope.ofCentre(ticket.centre()).key())
                .setParameter("centreQueue", TicketQueue.ofCentre(situation).name())
                .setParameter(
                        "authority",
                        authority
                                .map(AccessScope::ofAuthority)
                                .map(AccessScope::key)
                                .orElse(null),
                        String.class)
                .setParameter(
                        "authorityQueue",
                        authority
                                .map(name ->
                                        TicketQueue.ofAuthority(name, situation).name())
                                .orElse(null),
                        String.class)
                .setParameter("dueAt", dueAt(ticket))
                .executeUpdate();
    }

    /** Follows a change of what is promised. */
    public void followPromise(Ticket ticket) {
        session.createMutationQuery("update TicketAccess set dueAt = :dueAt where id.ticketId = :ticketId")
                .setParameter("dueAt", dueAt(ticket))
                .setParameter("ticketId", ticket.id())
                .executeUpdate();
    }

    /**
     * Notes when those who see the ticket by the scope want to look at it again.
     *
     * @param on null for no more
     */
    public void followUp(UUID ticketId, AccessScope scope, @Nullable LocalDate on) {
        session.createMutationQuery(
                        "update TicketAccess set followUpOn = :on where id.ticketId = :ticketId and id.grantee = :grantee")
                .setParameter("on", on, LocalDate.class)
                .setParameter("ticketId", ticketId)
                .setParameter("grantee", scope.key())
                .executeUpdate();
    }

    private static Instant dueAt(Ticket ticket) {
        return Objects.requireNonNullElse(ticket.dueAt(), NOTHING_PROMISED);
    }
}
