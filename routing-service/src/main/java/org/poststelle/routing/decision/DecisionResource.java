package org.poststelle.routing.decision;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import org.poststelle.rest.Role;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** Where tickets go, and why they went where they went. */
@Path("/api/v1/routing")
@Produces(MediaType.APPLICATION_JSON)
class DecisionResource {

    private static final UUID START = new UUID(0, 0);

    private final RoutingCommands commands;
    private final RoutedTickets tickets;
    private final Decisions decisions;
    private final CurrentCaller caller;
    private final CallerLanguage language;

    DecisionResource(
            RoutingCommands commands,
            RoutedTickets tickets,
            Decisions decisions,
            CurrentCaller caller,
            CallerLanguage language) {
        this.commands = commands;
        this.tickets = tickets;
        this.decisions = decisions;
        this.caller = caller;
        this.language = language;
    }

    /** Tries out where a ticket would go. */
    @GET
    @Path("routes")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    public Route tryRoute(
            @QueryParam("leistungsschluessel") @NotNull @Pattern(regexp = ServiceKey.PATTERN) @Size(max = 100)
                    String service,
            @QueryParam("ars") @NotNull @Pattern(regexp = RegionalKey.PATTERN) String region) {
        return Route.of(commands.dryRun(new ServiceKey(service), new RegionalKey(region)), language.get());
    }

    /**
     * The decisions on a ticket, the first hop first, and why each was taken; for the ticket's centre and every authority that it
     * was decided for.
     */
    @GET
    @Path("tickets/{ticketId}/decisions")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR, Role.CLERK})
    @Transactional
    public RestResponse<Page<DecisionView>> listDecisions(
            UUID ticketId,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            UriInfo request) {
        var reader = caller.get();
        if (!RoutingPolicy.maySee(reader, tickets.granteesOf(ticketId))) {
            throw new RoutingRefusal.UnknownTicket();
        }
        var after = cursor == null ? START : Page.place(cursor, UUID::fromString);
        return Page.of(
                        decisions.of(ticketId, after, limit + 1),
                        limit,
                        last -> last.id().toString())
                .map(decision -> DecisionView.of(decision, reader, language.get()))
                .answer(request);
    }
}
