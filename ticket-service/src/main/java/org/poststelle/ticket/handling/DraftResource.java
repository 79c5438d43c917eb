package org.poststelle.ticket.handling;

import static org.poststelle.rest.Role.CLERK;

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
import org.poststelle.ticket.access.TicketPolicy;
import org.poststelle.ticket.handling.TicketDrafts.Draft;
import org.poststelle.ticket.queue.TicketViews;

/** What clerks have written and not sent: kept while they type, and not lost when a colleague is faster. */
@Path("/api/v1/tickets/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DraftResource {

    private final TicketCommands commands;
    private final TicketDrafts drafts;
    private final TicketViews tickets;
    private final CurrentCaller caller;
    private final Clock clock;

    DraftResource(
            TicketCommands commands, TicketDrafts drafts, TicketViews tickets, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.drafts = drafts;
        this.tickets = tickets;
        this.caller = caller;
        this.clock = clock;
    }

    /** The drafts for a ticket. */
    record DraftList(List<Draft> items) {}

    /** Keeps the caller's draft, in the place of the one before. It needs no version: nobody else writes it. Answering discards it. */
    @PUT
    @Path("draft")
    @RolesAllowed(CLERK)
    public void saveDraft(@RestPath UUID id, @Valid @NotNull Writing draft) {
        commands.saveDraft(caller.clerk(), id, draft.text(), clock.instant());
    }

    /** Discards the caller's draft. */
    @DELETE
    @Path("draft")
    @RolesAllowed(CLERK)
    public void discardDraft(@RestPath UUID id) {
        commands.discardDraft(caller.clerk(), id);
    }

    /** The drafts of the people of the caller's authority, the latest first. */
    @GET
    @Path("drafts")
    @RolesAllowed(CLERK)
    @Transactional
    public DraftList listDrafts(@RestPath UUID id) {
        var clerk = caller.clerk();
        TicketPolicy.requireResponsible(
                clerk, tickets.find(id, AccessScope.of(clerk)).situation());
        return new DraftList(drafts.of(id, clerk.authority()));
    }
}
