package org.poststelle.messaging.inbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Page;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;

/** For operators, inside the cluster only: what was set aside, to be replayed once its cause is mended, or given up. */
@Path("/operations/parked-records")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
class ParkedRecordResource {

    private final ParkedRecords records;
    private final Inbox inbox;

    ParkedRecordResource(ParkedRecords records, Inbox inbox) {
        this.records = records;
        this.inbox = inbox;
    }

    /** A set-aside record without its content. */
    public record View(
            long id,
            String topic,
            int partition,
            long offset,
            String reason,
            String detail,
            @Nullable UUID ticketId,
            @Nullable Long version,
            Instant parkedAt) {

        static View of(ParkedRecord record) {
            return new View(
                    record.id(),
                    record.topic(),
                    record.kafkaPartition(),
                    record.kafkaOffset(),
                    record.reason().name(),
                    record.detail(),
                    record.ticketId(),
                    record.version(),
                    record.parkedAt());
        }
    }

    /** The records in the order they were set aside. */
    @GET
    public RestResponse<Page<View>> list(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @DefaultValue("0") String cursor,
            @Context UriInfo request) {
        var found = records.list(Page.place(cursor, Long::parseLong), limit + 1);
        return Page.of(found, limit, record -> Long.toString(record.id()))
                .map(View::of)
                .answer(request);
    }

    /**
     * Handles a record again; 409 when it still cannot be handled.
     *
     * @param skipMissing whether its ticket is to go on without the earlier events that have not come
     */
    @POST
    @Path("{id}/replay")
    public void replay(@RestPath long id, @QueryParam("skipMissing") @DefaultValue("false") boolean skipMissing) {
        if (!inbox.replay(existing(id), skipMissing)) {
            throw Problem.of(Status.CONFLICT, "still-parked");
        }
    }

    /** Gives a record up for good; later events of its ticket go on without it. 409 for one that only waits for others. */
    @DELETE
    @Path("{id}")
    public void discard(@RestPath long id) {
        var record = existing(id);
        if (record.reason() == ParkedRecord.Reason.OUT_OF_ORDER) {
            throw Problem.of(Status.CONFLICT, "still-parked");
        }
        inbox.discard(record);
    }

    private ParkedRecord existing(long id) {
        return records.find(id).orElseThrow(NotFoundException::new);
    }
}
