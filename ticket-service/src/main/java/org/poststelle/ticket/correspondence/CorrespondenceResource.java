package org.poststelle.ticket.correspondence;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Role;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.queue.TicketViews;

/** For notification-service only, inside the cluster: asked when a mail is written, so that events carry no personal data. */
@Path("/internal/v1/tickets/{id}/correspondence")
@Produces(MediaType.APPLICATION_JSON)
class CorrespondenceResource {

    private final TicketViews tickets;

    CorrespondenceResource(TicketViews tickets) {
        this.tickets = tickets;
    }

    /**
     * What a mail about a ticket shows. Example in {@code contracts/correspondence.example.json}.
     *
     * @param language the citizen's language, {@code de} or {@code en}
     * @param dueAt until when an answer was promised
     */
    public record Correspondence(
            String reference,
            String language,
            @Nullable Instant dueAt,
            ReplyChannel replyChannel,
            Citizen citizen,
            List<TicketViews.Answer> answers) {}

    /** Whom to write to. */
    public record Citizen(@Nullable String name, @Nullable String email) {}

    /** The correspondence of one ticket. */
    @GET
    @RolesAllowed(Role.NOTIFICATION_SERVICE)
    @Transactional
    public Correspondence readCorrespondence(@RestPath UUID id) {
        var ticket = tickets.find(id);
        return new Correspondence(
                ticket.reference(),
                ticket.language(),
                ticket.dueAt(),
                ticket.replyChannel(),
                new Citizen(ticket.name(), ticket.email()),
                tickets.answers(id));
    }
}
