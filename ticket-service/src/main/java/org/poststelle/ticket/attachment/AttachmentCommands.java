package org.poststelle.ticket.attachment;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller;
import org.poststelle.ticket.access.TicketPolicy;
import org.poststelle.ticket.handling.Tickets;
import org.poststelle.ticket.history.History;
import org.poststelle.ticket.model.Situation;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketRefusal;
import org.poststelle.ticket.model.TicketState;
import org.poststelle.ticket.queue.TicketViews;

/** What can be done with the files of a ticket. Each command is one transaction, with its entry in the history. */
@ApplicationScoped
@Transactional
class AttachmentCommands {

    private final AttachmentSettings settings;
    private final Tickets tickets;
    private final TicketViews views;
    private final Attachments attachments;
    private final History history;

    AttachmentCommands(
            AttachmentSettings settings, Tickets tickets, TicketViews views, Attachments attachments, History history) {
        this.settings = settings;
        this.tickets = tickets;
        this.views = views;
        this.attachments = attachments;
        this.history = history;
    }

    /**
     * Refuses whoever may not attach anything, before a file is read.
     *
     * @throws TicketRefusal when they may not
     */
    void requireAttachable(Caller caller, UUID ticketId) {
        var ticket = views.find(ticketId, AccessScope.of(caller));
        requireAttachable(caller, ticket.situation(), ticket.serviceKey());
    }

    /**
     * Attaches a file. The same content under the same name again is the same file.
     *
     * @throws TicketRefusal when the caller may not attach it, or there are too many
     */
    AttachedFile add(Caller caller, UUID ticketId, String name, FileType type, byte[] content, Instant at) {
        var sha256 = sha256(content);
        var ticket = existing(ticketId);
        requireAttachable(caller, ticket.situation(), ticket.serviceKey());
        var same = attachments.same(ticketId, name, sha256);
        if (same.isPresent()) {
            return same.get();
        }
        ticket.attach(settings.perTicket());
        var file = new AttachedFile(
                UuidCreator.getTimeOrderedEpoch(), name, type, content.length, sha256, caller.user(), at);
        attachments.add(ticketId, file, content);
        history.addAttached(
                ticket,
                caller.user(),
                file.id(),
                type.mediaType(),
                file.size(),
                name,
                UuidCreator.getTimeOrderedEpoch(),
                at);
        tickets.flush();
        return file;
    }

    /**
     * Removes a file: for whoever added it, the authority that has the ticket, and the centre. Again, it is gone already.
     *
     * @throws TicketRefusal when it is somebody else's, or the ticket is on legal hold
     */
    void remove(Caller caller, UUID ticketId, UUID id, Instant at) {
        var ticket = existing(ticketId);
        var file = attachments.find(ticketId, id);
        if (file.filter(own -> own.addedBy().equals(caller.user())).isEmpty()) {
            TicketPolicy.requireResponsible(caller, ticket.situation());
        }
        if (file.isPresent()) {
            ticket.detach();
            attachments.remove(id);
            history.addDetached(ticket, caller.user(), id, at);
            tickets.flush();
        }
    }

    private void requireAttachable(Caller caller, Situation situation, String serviceKey) {
        TicketPolicy.requireResponsible(caller, situation);
        if (situation.state() == TicketState.CLOSED) {
            throw new TicketRefusal.NothingToDo(situation.state());
        }
        if (!settings.allow(serviceKey)) {
            throw new TicketRefusal.AttachmentsOff();
        }
    }

    private Ticket existing(UUID id) {
        return tickets.lock(id).orElseThrow(() -> new TicketRefusal.NotFound(id));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has it", e);
        }
    }
}
