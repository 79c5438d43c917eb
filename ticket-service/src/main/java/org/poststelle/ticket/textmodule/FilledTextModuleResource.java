package org.poststelle.ticket.textmodule;

import static org.poststelle.rest.Role.CLERK;

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
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.ticket.access.ContactReadings;
import org.poststelle.ticket.access.TicketPolicy;
import org.poststelle.ticket.queue.TicketViews;
import org.poststelle.ticket.textmodule.TextModules.Listed;

/** The text modules of the clerk's authority for a ticket. */
@Path("/api/v1/tickets/{id}/text-modules")
@RolesAllowed(CLERK)
@Produces(MediaType.APPLICATION_JSON)
class FilledTextModuleResource {

    private final TextModules modules;
    private final TicketViews tickets;
    private final ContactReadings readings;
    private final CurrentCaller caller;
    private final Clock clock;

    FilledTextModuleResource(
            TextModules modules, TicketViews tickets, ContactReadings readings, CurrentCaller caller, Clock clock) {
        this.modules = modules;
        this.tickets = tickets;
        this.readings = readings;
        this.caller = caller;
        this.clock = clock;
    }

    /** The text modules that fit a ticket of the clerk's authority, filled in for it. They may name the citizen, which is noted. */
    @GET
    @Transactional
    public RestResponse<Page<Listed>> listTextModulesForTicket(
            @RestPath UUID id,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var clerk = caller.clerk();
        var ticket = tickets.find(id, AccessScope.of(clerk));
        TicketPolicy.requireResponsible(clerk, ticket.situation());
        readings.note(Set.of(id), clerk, clock.instant());
        return modules.page(clerk.authority(), ticket.serviceKey(), limit, cursor)
                .map(module -> new Listed(
                        module.id(),
                        module.serviceKey(),
                        module.title(),
                        Placeholder.fill(module.text(), ticket),
                        module.version(),
                        module.changedBy(),
                        module.changedAt()))
                .answer(request);
    }
}
