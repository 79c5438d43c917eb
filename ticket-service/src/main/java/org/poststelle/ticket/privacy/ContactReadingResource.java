package org.poststelle.ticket.privacy;

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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.ticket.access.ContactReadings;
import org.poststelle.ticket.access.ContactReadings.Place;
import org.poststelle.ticket.access.ContactReadings.Reading;
import org.poststelle.ticket.queue.TicketViews;

/** Who read how a citizen is reached. */
@Path("/api/v1/tickets/{id}/contact-readings")
@Produces(MediaType.APPLICATION_JSON)
class ContactReadingResource {

    private final ContactReadings readings;
    private final TicketViews tickets;
    private final CurrentCaller caller;

    ContactReadingResource(ContactReadings readings, TicketViews tickets, CurrentCaller caller) {
        this.readings = readings;
        this.tickets = tickets;
        this.caller = caller;
    }

    /** Which people were shown the name, mail address or phone number of a ticket's citizen, newest first; each once an hour. */
    @GET
    @RolesAllowed(COORDINATOR)
    @Transactional
    public RestResponse<Page<Reading>> listContactReadings(
            @RestPath UUID id,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var _ = tickets.find(id, AccessScope.of(caller.get()));
        var before = cursor == null ? null : Page.place(cursor, Place::parse);
        return Page.of(
                        readings.list(id, before, limit + 1),
                        limit,
                        reading -> Place.of(reading).toString())
                .answer(request);
    }
}
