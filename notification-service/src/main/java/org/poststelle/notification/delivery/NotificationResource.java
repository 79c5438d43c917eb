package org.poststelle.notification.delivery;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.rest.Role;

/** What became of the emails of a ticket, for the staff of its centre. */
@Path("/api/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
class NotificationResource {

    private static final UUID START = new UUID(0, 0);

    private static final int RESENT_AT_ONCE = 100;

    private final MailJobCommands commands;
    private final MailJobs jobs;
    private final CurrentCaller caller;

    NotificationResource(MailJobCommands commands, MailJobs jobs, CurrentCaller caller) {
        this.commands = commands;
        this.jobs = jobs;
        this.caller = caller;
    }

    /** The emails of a ticket, the oldest first. */
    @GET
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    @Transactional
    public RestResponse<Page<Notification>> listNotifications(
            @QueryParam("ticketId") @NotNull UUID ticketId,
            @QueryParam("limit") @Min(1) @Max(Page.MAX_LIMIT) @DefaultValue("" + Page.DEFAULT_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var after = cursor == null ? START : Page.place(cursor, UUID::fromString);
        if (!jobs.isKnown(ticketId)) {
            throw new NotificationRefusal.NotFound();
        }
        return Page.of(
                        jobs.ofTicket(ticketId, after, limit + 1),
                        limit,
                        notification -> notification.id().toString())
                .answer(request);
    }

    /** The emails of the coordinator's centre that have not arrived, over all tickets, the oldest first. */
    @GET
    @Path("undelivered")
    @RolesAllowed(Role.COORDINATOR)
    @Transactional
    public RestResponse<Page<Notification>> listUndelivered(
            @QueryParam("state") @DefaultValue("FAILED") @Pattern(regexp = "FAILED|UNCERTAIN|RETRY") String state,
            @QueryParam("limit") @Min(1) @Max(Page.MAX_LIMIT) @DefaultValue("" + Page.DEFAULT_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var after = cursor == null ? START : Page.place(cursor, UUID::fromString);
        return Page.of(
                        jobs.ofCentre(caller.centre(), MailState.valueOf(state), after, limit + 1),
                        limit,
                        notification -> notification.id().toString())
                .answer(request);
    }

    /**
     * How many emails are sent again.
     *
     * @param more whether there are more: the request can be repeated
     */
    record Resent(int notifications, boolean more) {}

    /** Sends the failed emails of the coordinator's centre again, up to a hundred at once. */
    @POST
    @Path("undelivered/resend")
    @RolesAllowed(Role.COORDINATOR)
    @ResponseStatus(202)
    @APIResponseSchema(value = Resent.class, responseCode = "202")
    @Transactional
    public Resent resendFailed() {
        var resent = commands.resendFailed(caller.centre(), RESENT_AT_ONCE);
        return new Resent(resent, resent == RESENT_AT_ONCE);
    }

    /** Sends a failed email again; one that is on its way or sent is left alone. */
    @POST
    @Path("{id}/resend")
    @RolesAllowed(Role.COORDINATOR)
    @ResponseStatus(202)
    @APIResponseSchema(value = Notification.class, responseCode = "202")
    @Transactional
    public Notification resendNotification(@PathParam("id") UUID id) {
        commands.resend(id);
        return jobs.notification(id).orElseThrow(NotificationRefusal.NotFound::new);
    }
}
