package org.poststelle.notification;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;

/** What became of the mails of a ticket, for the staff of its centre. */
@Path("/api/v1/notifications")
class NotificationResource {

    private final MailJobCommands desk;
    private final MailJobs jobs;
    private final CurrentCaller caller;

    NotificationResource(MailJobCommands desk, MailJobs jobs, CurrentCaller caller) {
        this.desk = desk;
        this.jobs = jobs;
        this.caller = caller;
    }

    /** The mails of a ticket, the oldest first; none for a ticket of another centre. */
    @GET
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    public RestResponse<Page<Notification>> list(
            @QueryParam("ticketId") @NotNull String ticketId,
            @QueryParam("limit") @Min(1) @Max(Page.MAX_LIMIT) @DefaultValue("" + Page.DEFAULT_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var found = jobs.ofTicket(
                ticket(ticketId),
                caller.centre(),
                cursor == null ? null : Page.place(cursor, UUID::fromString),
                limit + 1);
        return Page.of(found, limit, notification -> notification.id().toString())
                .answer(request);
    }

    /** Sends a failed mail again; one that is on its way or sent is left alone. */
    @POST
    @Path("{id}/resend")
    @RolesAllowed(Role.COORDINATOR)
    @ResponseStatus(202)
    public Notification resend(@PathParam("id") UUID id) {
        try {
            return desk.resend(id, caller.centre());
        } catch (NotificationProblem problem) {
            throw refusal(problem);
        }
    }

    private static Problem refusal(NotificationProblem problem) {
        return switch (problem) {
            case NotificationProblem.Unknown _ -> Problem.of(Status.NOT_FOUND, "not-found");
            case NotificationProblem.NotRequested _ -> Problem.of(Status.CONFLICT, "notification-skipped");
        };
    }

    /** By hand: Jakarta REST would answer 404 to what is no id. */
    private static UUID ticket(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            throw Problem.at("ticketId", Status.BAD_REQUEST, "invalid-value", "ticketId");
        }
    }
}
