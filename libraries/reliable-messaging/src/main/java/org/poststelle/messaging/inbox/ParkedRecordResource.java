package org.poststelle.messaging.inbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.poststelle.rest.Page;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;

/** For operators, inside the cluster only: parked records, to be replayed once their cause is fixed, or given up. */
@Path("/operations/parked-records")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
class ParkedRecordResource {

    private final ParkedRecords records;
    private final ParkedRecordCommands commands;

    ParkedRecordResource(ParkedRecords records, ParkedRecordCommands commands) {
        this.records = records;
        this.commands = commands;
    }

    /** The records in the order in which they were parked. */
    @GET
    @Transactional
    public RestResponse<Page<ParkedRecords.Listed>> listParkedRecords(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @DefaultValue("0") String cursor,
            @Context UriInfo request) {
        var found = records.list(Page.place(cursor, Long::parseLong), limit + 1);
        return Page.of(found, limit, record -> Long.toString(record.id())).answer(request);
    }

    /**
     * Handles a record again; 409 when it still cannot be handled.
     *
     * @param skipMissing whether its ticket is to continue without the earlier events that have not come
     */
    @POST
    @Path("{id}/replay")
    @APIResponse(responseCode = "204", description = "Handled")
    public void replayParkedRecord(
            @RestPath long id, @QueryParam("skipMissing") @DefaultValue("false") boolean skipMissing) {
        if (!commands.replay(id, skipMissing)) {
            throw Problem.of(Status.CONFLICT, "still-parked");
        }
    }

    /** Gives a record up for good; later events of its ticket continue without it. 409 for one that only waits for others. */
    @DELETE
    @Path("{id}")
    public void discardParkedRecord(@RestPath long id) {
        if (!commands.discard(id)) {
            throw Problem.of(Status.CONFLICT, "still-parked");
        }
    }
}
