package org.poststelle.ticket.handling;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/** Everything that people said or wrote about tickets. It lies apart from the tickets and their history, which stay when it is erased. */
@ApplicationScoped
class PersonalTexts {

    private final Session session;

    PersonalTexts(Session session) {
        this.session = session;
    }

    /** Forgets the enquiries, with those who made them and what finds them, and all texts of these tickets, sent or not. */
    void erase(Set<UUID> ticketIds) {
        for (var table : new String[] {"enquiry_search", "enquiry", "written_text", "ticket_draft"}) {
            session.createNativeMutationQuery("delete from " + table + " where ticket_id in (:ticketIds)")
                    .setParameterList("ticketIds", ticketIds)
                    .executeUpdate();
        }
    }
}
