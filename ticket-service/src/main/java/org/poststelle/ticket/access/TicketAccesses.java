package org.poststelle.ticket.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.Session;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.model.Ticket;

/** Who may see which ticket. */
@ApplicationScoped
public class TicketAccesses {

    private final Session session;

    TicketAccesses(Session session) {
        this.session = session;
    }

    /** Follows a change of the ticket: its new state, and the authority that has it now. */
    public void follow(Ticket ticket) {
        if (ticket.authority() == null) {
            session.createNativeMutationQuery("update ticket_access set state = :state where ticket_id = :ticketId")
                    .setParameter("state", ticket.state().name())
                    .setParameter("ticketId", ticket.id())
                    .executeUpdate();
            return;
        }
        session.createNativeMutationQuery("""
                        update ticket_access set state = :state where ticket_id = :ticketId;
                        insert into ticket_access (ticket_id, grantee, state) values (:ticketId, :authority, :state)
                        on conflict do nothing
                        """)
                .setParameter("state", ticket.state().name())
                .setParameter("ticketId", ticket.id())
                .setParameter(
                        "authority", AccessScope.ofAuthority(ticket.authority()).key())
                .executeUpdate();
    }
}
