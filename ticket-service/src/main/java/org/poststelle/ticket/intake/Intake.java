package org.poststelle.ticket.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.ticket.desk.History;
import org.poststelle.ticket.desk.Tickets;
import org.poststelle.ticket.desk.Viewer;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.model.TicketRefusal;

/** Takes concerns down. One transaction: ticket, history, idempotency key and event are stored together or not at all. */
@ApplicationScoped
@Transactional
class Intake {

    /** Decides in which year a reference counts. */
    private static final ZoneId CALENDAR = ZoneId.of("Europe/Berlin");

    private final IdempotencyKeys keys;
    private final Tickets tickets;
    private final History history;
    private final Outbox outbox;

    Intake(IdempotencyKeys keys, Tickets tickets, History history, Outbox outbox) {
        this.keys = keys;
        this.tickets = tickets;
        this.history = history;
        this.outbox = outbox;
    }

    /**
     * Creates a ticket, or finds the one that an earlier sending of the same request created.
     *
     * @param key the caller's idempotency key
     * @param requestSha256 what tells whether a repeated key means the same request
     * @param id the id of the ticket if it is new
     * @return the ticket as it was when it was created
     */
    Ticket create(CentreStaff agent, String key, byte[] requestSha256, NewTicket request, UUID id, Instant receivedAt) {
        tickets.actAs(Viewer.of(agent));
        var earlier = keys.take(agent.centre(), agent.user(), key, requestSha256, id);
        if (earlier.isPresent()) {
            return earlier.map(this::asCreated).get();
        }
        var year = receivedAt.atZone(CALENDAR).getYear();
        var created = new Created(
                id,
                tickets.nextReference(agent.centre(), year),
                request.serviceKey(),
                request.regionKey(),
                request.replyChannel(),
                receivedAt);
        var ticket = Ticket.of(created, agent.centre());
        tickets.add(ticket, request.enquiry());
        history.add(created, ticket.version(), agent.user(), receivedAt);
        var published = outbox.record(created, agent.centre(), receivedAt);
        if (published != ticket.version()) {
            throw new IllegalStateException("Ticket and topic disagree on the version of " + id);
        }
        return ticket;
    }

    /** The answer to a repeated request is the first answer, whatever has happened to the ticket since. */
    private Ticket asCreated(UUID id) {
        var now = tickets.find(id)
                .orElseThrow(() -> new TicketRefusal.NotFound(id))
                .ticket();
        var created = new Created(
                now.id(), now.reference(), now.serviceKey(), now.regionKey(), now.replyChannel(), now.receivedAt());
        return Ticket.of(created, now.centre());
    }
}
