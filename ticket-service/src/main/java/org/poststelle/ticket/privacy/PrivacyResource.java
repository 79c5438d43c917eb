package org.poststelle.ticket.privacy;

import static org.poststelle.rest.Role.COORDINATOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.handling.TicketCommands;
import org.poststelle.ticket.queue.TicketResponses;
import org.poststelle.ticket.queue.TicketView;

/** What a coordinator does for the citizens' right to be forgotten, and against it where the law demands. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class PrivacyResource {

    private final TicketCommands commands;
    private final TicketResponses responses;
    private final CurrentCaller caller;
    private final Clock clock;

    PrivacyResource(TicketCommands commands, TicketResponses responses, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Erases at once what is personal about a closed ticket: who asked, what was said and written. The answer is the receipt: what is left,
     * and since when ({@code erasedAt}).
     */
    @POST
    @Path("{id}/erasure")
    @RolesAllowed(COORDINATOR)
    @Transactional
    public RestResponse<TicketView> eraseTicket(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        var coordinator = caller.centreStaff();
        commands.erase(coordinator, id, IfMatch.version(ifMatch), clock.instant());
        return responses.of(id, coordinator);
    }

    /**
     * Why a ticket is kept.
     *
     * @param reason such as a file reference; nothing personal, it outlives the erasure
     */
    record LegalHold(@NotBlank @Size(max = 200) @PlainText String reason) {}

    /** Keeps everything about the ticket until the hold is ended, because it is needed in a dispute. */
    @PUT
    @Path("{id}/legal-hold")
    @RolesAllowed(COORDINATOR)
    @Transactional
    public RestResponse<TicketView> holdTicket(@RestPath UUID id, @Valid @NotNull LegalHold hold) {
        var coordinator = caller.centreStaff();
        commands.hold(coordinator, id, hold.reason(), clock.instant());
        return responses.of(id, coordinator);
    }

    /** Ends the hold; the ticket is erased when its time has come. */
    @DELETE
    @Path("{id}/legal-hold")
    @RolesAllowed(COORDINATOR)
    @Transactional
    public RestResponse<TicketView> endHold(@RestPath UUID id) {
        var coordinator = caller.centreStaff();
        commands.hold(coordinator, id, null, clock.instant());
        return responses.of(id, coordinator);
    }
}
