package org.poststelle.ticket.queue;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.model.TicketState;

/** Tickets to read, for the people who work on them. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
class TicketQueueResource {

    private final TicketViews tickets;
    private final TicketResponses responses;
    private final CurrentCaller caller;

    TicketQueueResource(TicketViews tickets, TicketResponses responses, CurrentCaller caller) {
        this.tickets = tickets;
        this.responses = responses;
        this.caller = caller;
    }

    /** The tickets of the caller's centre, or those that are or were with the caller's authority; newest first. */
    @GET
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<Page<TicketView>> listTickets(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var who = caller.get();
        var found = tickets.list(
                AccessScope.of(who),
                stateOf(state),
                cursor == null ? null : Page.place(cursor, UUID::fromString),
                limit + 1);
        return Page.of(found, limit, ticket -> ticket.id().toString())
                .map(ticket -> TicketView.brief(ticket, who))
                .answer(request);
    }

    /** One ticket. */
    @GET
    @Path("{id}")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    public RestResponse<TicketView> readTicket(@RestPath UUID id) {
        return responses.of(id, caller.get());
    }

    private static @Nullable TicketState stateOf(@Nullable String state) {
        try {
            return state == null ? null : TicketState.valueOf(state);
        } catch (IllegalArgumentException _) {
            throw Problem.at("state", Status.BAD_REQUEST, "invalid-value", "state");
        }
    }
}
