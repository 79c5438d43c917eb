package org.poststelle.ticket.history;

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
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.ticket.access.ContactReadings;
import org.poststelle.ticket.access.TicketPolicy;
import org.poststelle.ticket.queue.TicketViews;

/** What happened to a ticket. */
@Path("/api/v1/tickets/{id}/history")
@Produces(MediaType.APPLICATION_JSON)
class HistoryResource {

    private final History history;
    private final TicketViews tickets;
    private final ContactReadings readings;
    private final CurrentCaller caller;
    private final Clock clock;

    HistoryResource(History history, TicketViews tickets, ContactReadings readings, CurrentCaller caller, Clock clock) {
        this.history = history;
        this.tickets = tickets;
        this.readings = readings;
        this.caller = caller;
        this.clock = clock;
    }

    /** Whether the history is as it was written: each entry carries a hash of itself and of all before it. */
    @GET
    @Path("verification")
    @RolesAllowed({COORDINATOR})
    @Transactional
    public History.Verification verifyHistory(@RestPath UUID id) {
        var _ = tickets.find(id, AccessScope.of(caller.get()));
        return history.verify(id);
    }

    /** The entries of a ticket's history, oldest first. */
    @GET
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<Page<History.Entry>> listHistory(
            @RestPath UUID id,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @DefaultValue("0") String cursor,
            @Context UriInfo request) {
        var who = caller.get();
        var mayReadTexts = TicketPolicy.mayReadTexts(
                who, tickets.find(id, AccessScope.of(who)).situation());
        var found = history.list(id, Page.place(cursor, Integer::parseInt), limit + 1);
        if (mayReadTexts && found.stream().anyMatch(History.Entry::showsContact)) {
            readings.note(Set.of(id), who, clock.instant());
        }
        return Page.of(found, limit, entry -> Integer.toString(entry.entry()))
                .map(entry -> mayReadTexts ? entry : entry.withoutText())
                .answer(request);
    }
}
