package org.poststelle.ticket.handling;

import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.queue.TicketResponses;
import org.poststelle.ticket.queue.TicketView;

/** Who of an authority works on a ticket. */
@Path("/api/v1/tickets/{id}/claim")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ClaimResource {

    private final TicketCommands commands;
    private final TicketResponses responses;
    private final CurrentCaller caller;
    private final Clock clock;

    ClaimResource(TicketCommands commands, TicketResponses responses, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * To whom a ticket is given.
     *
     * @param user login name of a colleague in the same authority; without, the caller
     */
    record Claimant(
            @Nullable @Size(min = 1, max = 100) @PlainText String user) {}

    /**
     * Says that the caller works on the ticket, or hands it to a colleague; again prolongs it. The claim ends by itself after a while,
     * and with the authority's work on the ticket.
     */
    @PUT
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> claimTicket(
            @RestPath UUID id, @RequestBody(required = false) @Valid @Nullable Claimant claimant) {
        var clerk = caller.clerk();
        var user = claimant == null ? null : claimant.user();
        commands.claim(clerk, id, user == null ? clerk.user() : user, clock.instant());
        return responses.of(id, clerk);
    }

    /** Gives the ticket back to all colleagues. Coordinators release what somebody else works on, too. */
    @DELETE
    @RolesAllowed({COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> releaseTicket(@RestPath UUID id) {
        var who = caller.get();
        commands.release(who, id, clock.instant());
        return responses.of(id, who);
    }
}
