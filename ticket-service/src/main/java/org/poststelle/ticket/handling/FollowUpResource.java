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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.ticket.queue.TicketResponses;
import org.poststelle.ticket.queue.TicketView;

/** On which day the caller's authority, or centre, wants to look at a ticket again (Wiedervorlage). */
@Path("/api/v1/tickets/{id}/follow-up")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class FollowUpResource {

    private final TicketCommands commands;
    private final TicketResponses responses;
    private final CurrentCaller caller;

    FollowUpResource(TicketCommands commands, TicketResponses responses, CurrentCaller caller) {
        this.commands = commands;
        this.responses = responses;
        this.caller = caller;
    }

    /** When to look at a ticket again. */
    record FollowUp(@NotNull LocalDate on) {}

    /**
     * Notes on which day the caller's authority, or centre, wants to look at the ticket again (Wiedervorlage); each has a day of its own,
     * and neither sees the other's. {@code /tickets?followUpUntil=} lists them.
     */
    @PUT
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> followUpTicket(@RestPath UUID id, @Valid @NotNull FollowUp followUp) {
        var who = caller.get();
        commands.followUp(who, id, followUp.on());
        return responses.of(id, who);
    }

    /** The ticket need not be looked at again. */
    @DELETE
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> endFollowUp(@RestPath UUID id) {
        var who = caller.get();
        commands.followUp(who, id, null);
        return responses.of(id, who);
    }
}
