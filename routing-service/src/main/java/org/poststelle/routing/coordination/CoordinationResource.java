package org.poststelle.routing.coordination;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CallerLanguage;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Role;
import org.poststelle.routing.coordination.UndecidedTickets.UndecidedTicket;
import org.poststelle.routing.decision.DecisionView;
import org.poststelle.routing.decision.RoutingCommands;

/** What a coordinator has to decide. */
@Path("/api/v1/routing")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class CoordinationResource {

    private static final UUID START = new UUID(0, 0);

    private final UndecidedTickets tickets;
    private final RoutingCommands commands;
    private final CurrentCaller caller;
    private final CallerLanguage language;

    CoordinationResource(
            UndecidedTickets tickets, RoutingCommands commands, CurrentCaller caller, CallerLanguage language) {
        this.tickets = tickets;
        this.commands = commands;
        this.caller = caller;
        this.language = language;
    }

    /**
     * Where a ticket is to go.
     *
     * @param note what the centre's staff should know about it
     */
    record Choice(
            @NotNull @PlainText @Size(max = 100) String authority,

            @Nullable @PlainText(lines = true) @Size(max = 2000)
            String note) {}

    /** What waits for a coordinator of the caller's centre, longest waiting first. */
    @GET
    @Path("undecided")
    @RolesAllowed(Role.COORDINATOR)
    @Transactional
    public RestResponse<Page<UndecidedTicket>> listUndecidedTickets(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            UriInfo request) {
        var after = cursor == null ? START : Page.place(cursor, UUID::fromString);
        return Page.of(
                        tickets.of(caller.centre(), after, limit + 1),
                        limit,
                        last -> last.decisionId().toString())
                .answer(request);
    }

    /** A coordinator decides where a ticket of the own centre goes that waits for it; 409 when it does not wait any more. */
    @POST
    @Path("tickets/{ticketId}/decision")
    @RolesAllowed(Role.COORDINATOR)
    public DecisionView decideTicket(UUID ticketId, @NotNull @Valid Choice choice) {
        var coordinator = caller.get();
        var decision = commands.choose(ticketId, coordinator.user(), choice.authority(), choice.note());
        return DecisionView.of(decision, coordinator, language.get());
    }
}
