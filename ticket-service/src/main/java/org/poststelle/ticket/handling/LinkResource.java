package org.poststelle.ticket.handling;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.ticket.handling.TicketLinks.Link;
import org.poststelle.ticket.model.LinkKind;
import org.poststelle.ticket.queue.TicketViews;

/** How a ticket belongs to others, as the centre notes it. A link moves neither of them. */
@Path("/api/v1/tickets/{id}/links")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class LinkResource {

    private final TicketCommands commands;
    private final TicketLinks links;
    private final TicketViews tickets;
    private final CurrentCaller caller;
    private final Clock clock;

    LinkResource(TicketCommands commands, TicketLinks links, TicketViews tickets, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.links = links;
        this.tickets = tickets;
        this.caller = caller;
        this.clock = clock;
    }

    /** The links of a ticket. */
    record LinkList(List<Link> items) {}

    /** How the ticket belongs to the other one. */
    record WantedLink(@NotNull LinkKind kind) {}

    /** The links in both directions to tickets that the caller may see, the newest first, a hundred at most. */
    @GET
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public LinkList listLinks(@RestPath UUID id) {
        return list(id);
    }

    /** Notes that the ticket belongs to the other one, in the place of what was noted of these two before. */
    @PUT
    @Path("{otherId}")
    @RolesAllowed({AGENT, COORDINATOR})
    @Transactional
    public LinkList linkTicket(@RestPath UUID id, @RestPath UUID otherId, @Valid @NotNull WantedLink link) {
        commands.link(caller.centreStaff(), id, otherId, link.kind(), clock.instant());
        return list(id);
    }

    /** The ticket does not belong to the other one. Again, it does not. */
    @DELETE
    @Path("{otherId}")
    @RolesAllowed({AGENT, COORDINATOR})
    @Transactional
    public LinkList unlinkTicket(@RestPath UUID id, @RestPath UUID otherId) {
        commands.unlink(caller.centreStaff(), id, otherId, clock.instant());
        return list(id);
    }

    private LinkList list(UUID id) {
        var _ = tickets.find(id, AccessScope.of(caller.get()));
        return new LinkList(links.of(id));
    }
}
