package org.poststelle.ticket.correspondence;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Role;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.queue.TicketDetails;
import org.poststelle.ticket.queue.TicketViews;
import org.poststelle.ticket.queue.TicketViews.Letter;

/** For notification-service only, inside the cluster: asked when mails are written, so that events carry no personal data. */
@Path("/internal/v1/correspondence")
@Produces(MediaType.APPLICATION_JSON)
class CorrespondenceResource {

    /** In one question: as many mails as are written at the same time. */
    private static final int TICKETS = 50;

    private final TicketViews tickets;

    CorrespondenceResource(TicketViews tickets) {
        this.tickets = tickets;
    }

    /** What mails about some tickets show. Tickets that are not known, or were erased, are missing in it. */
    public record CorrespondenceList(List<Correspondence> items) {}

    /**
     * What a mail about a ticket shows. Example in {@code contracts/correspondence.example.json}.
     *
     * @param language the citizen's language, {@code de} or {@code en}
     * @param dueAt until when an answer was promised
     */
    public record Correspondence(
            UUID ticketId,
            String reference,
            String language,
            @Nullable Instant dueAt,
            ReplyChannel replyChannel,
            Citizen citizen,
            List<Letter> letters) {

        private static Correspondence of(TicketDetails ticket, List<Letter> letters) {
            return new Correspondence(
                    ticket.id(),
                    ticket.reference(),
                    requireNonNull(ticket.language()),
                    ticket.dueAt(),
                    ticket.replyChannel(),
                    new Citizen(ticket.name(), ticket.email()),
                    letters);
        }
    }

    /** Whom to write to. */
    public record Citizen(@Nullable String name, @Nullable String email) {}

    /** The correspondence of up to fifty tickets. */
    @GET
    @RolesAllowed(Role.NOTIFICATION_SERVICE)
    @Transactional
    public CorrespondenceList readCorrespondence(@QueryParam("ticket") @Size(min = 1, max = TICKETS) Set<UUID> ids) {
        var letters = tickets.letters(ids);
        return new CorrespondenceList(tickets.findAll(ids, AccessScope.SERVICE).stream()
                .filter(ticket -> ticket.erasedAt() == null)
                .map(ticket -> Correspondence.of(ticket, letters.getOrDefault(ticket.id(), List.of())))
                .toList());
    }
}
