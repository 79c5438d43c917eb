package org.poststelle.sla.promise;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CallerLanguage;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.rest.Role;

/** The promises of the caller's service centre. */
@Path("/api/v1/promises")
@Produces(MediaType.APPLICATION_JSON)
class PromiseResource {

    private final Promises promises;
    private final CurrentCaller caller;
    private final CallerLanguage language;

    PromiseResource(Promises promises, CurrentCaller caller, CallerLanguage language) {
        this.promises = promises;
        this.caller = caller;
        this.language = language;
    }

    /** The promise of a ticket and why it is due then, for the centre and for every authority that has or had the ticket. */
    @GET
    @Path("{ticketId}")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR, Role.CLERK})
    @Transactional
    public PromiseView readPromise(@RestPath UUID ticketId) {
        return promises.details(ticketId)
                .filter(promise -> PromisePolicy.maySee(caller.get(), promise))
                .map(promise -> PromiseView.of(promise, language.get()))
                .orElseThrow(() -> new PromiseRefusal.NotFound(ticketId));
    }

    /** The promises of the coordinator's centre by due time, the most urgent first. */
    @GET
    @RolesAllowed(Role.COORDINATOR)
    @Transactional
    public RestResponse<Page<PromiseView>> listPromises(
            @QueryParam("state") @Pattern(regexp = "RUNNING|MET|BREACHED|WITHDRAWN") @Nullable String state,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var found = promises.ofCentre(
                caller.centre(),
                state == null ? null : PromiseState.valueOf(state),
                cursor == null ? Promises.Place.BEFORE_ALL : Page.place(cursor, PromiseResource::place),
                limit + 1);
        return Page.of(found, limit, PromiseResource::cursor)
                .map(promise -> PromiseView.of(promise, language.get()))
                .answer(request);
    }

    private static String cursor(PromiseDetails last) {
        return last.dueAt() + "_" + last.ticketId();
    }

    private static Promises.Place place(String cursor) {
        var parts = cursor.split("_", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("Not an instant and an id");
        }
        return new Promises.Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }
}
