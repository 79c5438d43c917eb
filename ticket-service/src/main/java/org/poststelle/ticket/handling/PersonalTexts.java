package org.poststelle.ticket.handling;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.poststelle.ticket.model.Contact;
import org.poststelle.ticket.model.Enquiry;

/** Everything that people said, wrote or attached to tickets. It lies apart from the tickets and their history, which stay when it is erased. */
@ApplicationScoped
class PersonalTexts {

    private final Session session;

    PersonalTexts(Session session) {
        this.session = session;
    }

    /** What the citizen said, unless the ticket is not to be seen, or is erased. */
    Optional<Enquiry> enquiry(UUID ticketId) {
        return Optional.ofNullable(session.find(Enquiry.class, ticketId));
    }

    /** Corrects how the citizen is reached, and by what the enquiry is found. */
    void correct(Enquiry enquiry, Contact contact) {
        enquiry.correct(contact);
        session.createNativeMutationQuery(
                        "update enquiry_search set contacts = contact_hashes(:email, :phone) where ticket_id = :ticketId")
                .setParameter("email", contact.email(), String.class)
                .setParameter("phone", contact.phone(), String.class)
                .setParameter("ticketId", enquiry.ticketId())
                .executeUpdate();
    }

    /**
     * Forgets the enquiries, with those who made them, what finds them and who read them, all texts of these tickets, sent or not, and all
     * files.
     */
    void erase(Set<UUID> ticketIds) {
        for (var table : new String[] {
            "enquiry_search",
            "enquiry",
            "written_text",
            "ticket_draft",
            "filed_answer",
            "attachment_content",
            "attachment"
        }) {
            session.createNativeMutationQuery("delete from " + table + " where ticket_id in (:ticketIds)")
                    .setParameterList("ticketIds", ticketIds)
                    .executeUpdate();
        }
    }
}
