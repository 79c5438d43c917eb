package org.poststelle.ticket.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalTime;
import org.hibernate.Session;
import org.poststelle.messaging.EventJson;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.model.Enquiry;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.model.TicketEvent.ResolvedAtFirstContact;

/**
 * Stores new tickets. All rows of a ticket go to the database together, in one round trip; through entities it would be five, and
 * creating tickets is what a service centre waits for.
 */
@ApplicationScoped
class TicketRegister {

    private final Session session;
    private final Outbox outbox;

    TicketRegister(Session session, Outbox outbox) {
        this.session = session;
        this.outbox = outbox;
    }

    /**
     * Stores the ticket, what the citizen said, who may see it, the beginning of its history, the key of the request and the event, or
     * nothing of all that.
     *
     * @param actor the user who created it
     * @throws jakarta.persistence.PersistenceException among others when the key is stored already, or another transaction is
     *     about to store it
     */
    @Transactional
    void add(Ticket ticket, Enquiry enquiry, Created created, IdempotencyKey key, String actor) {
        var contact = enquiry.contact();
        session.createNativeMutationQuery("""
                        insert into idempotency_key (centre, caller, key, request_sha256, ticket_id)
                        values (:centre, :actor, :key, :sha256, :id);
                        insert into ticket (id, version, reference, centre, service_key, region_key, reply_channel, intake_channel,
                                            partner, priority, state, hop,
                                            citizen_reached, callback_attempts, received_at, history_length)
                        values (:id, 1, :reference, :centre, :serviceKey, :regionKey, :replyChannel, :intakeChannel,
                                :partner, :priority, :state, 0,
                                false, 0, :receivedAt, 1);
                        insert into ticket_access (ticket_id, grantee, state) values (:id, :grantee, :state);
                        insert into enquiry (ticket_id, subject, text, name, email, phone, address, call_from, call_to, language)
                        values (:id, :subject, :text, :name, :email, :phone, :address, :callFrom, :callTo, :language);
                        insert into enquiry_search (ticket_id, words, contacts)
                        values (:id, to_tsvector('german', :subject || ' ' || :text),
                                contact_hashes(:email, :phone));
                        insert into ticket_history (ticket_id, entry, version, type, actor, happened_at, details)
                        values (:id, 1, 1, :type, :actor, :receivedAt, cast(:details as json))
                        """)
                .setParameter("centre", ticket.centre())
                .setParameter("actor", actor)
                .setParameter("key", key.value())
                .setParameter("sha256", key.requestSha256())
                .setParameter("id", ticket.id())
                .setParameter("reference", ticket.reference())
                .setParameter("serviceKey", ticket.serviceKey())
                .setParameter("regionKey", ticket.regionKey())
                .setParameter("replyChannel", ticket.replyChannel().name())
                .setParameter("intakeChannel", ticket.intakeChannel().name())
                .setParameter("partner", ticket.partner(), String.class)
                .setParameter("priority", ticket.priority().name())
                .setParameter("state", ticket.state().name())
                .setParameter("receivedAt", ticket.receivedAt())
                .setParameter("grantee", AccessScope.ofCentre(ticket.centre()).key())
                .setParameter("subject", enquiry.subject())
                .setParameter("text", enquiry.text())
                .setParameter("name", contact.name(), String.class)
                .setParameter("email", contact.email(), String.class)
                .setParameter("phone", contact.phone(), String.class)
                .setParameter("address", contact.address(), String.class)
                .setParameter("callFrom", contact.callFrom(), LocalTime.class)
                .setParameter("callTo", contact.callTo(), LocalTime.class)
                .setParameter("language", contact.language())
                .setParameter("type", created.type())
                .setParameter("details", EventJson.write(created))
                .executeUpdate();
        outbox.record(created, ticket.version(), ticket.centre(), ticket.receivedAt());
    }

    /**
     * Counts an enquiry that needs no ticket: stores the key of the request and the event, or nothing.
     *
     * @throws jakarta.persistence.PersistenceException as {@link #add}
     */
    @Transactional
    void count(ResolvedAtFirstContact resolved, IdempotencyKey key) {
        session.createNativeMutationQuery("""
                        insert into idempotency_key (centre, caller, key, request_sha256, ticket_id)
                        values (:centre, :caller, :key, :sha256, :id)
                        """)
                .setParameter("centre", key.centre())
                .setParameter("caller", key.caller())
                .setParameter("key", key.value())
                .setParameter("sha256", key.requestSha256())
                .setParameter("id", resolved.ticketId())
                .executeUpdate();
        outbox.record(resolved, 1, key.centre(), resolved.resolvedAt());
    }
}
