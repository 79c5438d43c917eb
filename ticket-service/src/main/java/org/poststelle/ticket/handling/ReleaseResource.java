package org.poststelle.ticket.handling;

import static org.poststelle.rest.Role.CLERK;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.access.TicketPolicy;
import org.poststelle.ticket.handling.FiledAnswers.Filed;
import org.poststelle.ticket.handling.FiledAnswers.Place;
import org.poststelle.ticket.handling.FiledAnswers.WaitingRelease;
import org.poststelle.ticket.queue.TicketResponses;
import org.poststelle.ticket.queue.TicketView;
import org.poststelle.ticket.queue.TicketViews;

/** Answers that a second person of the authority releases before the citizen gets them. */
@Path("/api/v1/tickets")
@RolesAllowed(CLERK)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ReleaseResource {

    private final TicketCommands commands;
    private final FiledAnswers filedAnswers;
    private final TicketViews tickets;
    private final TicketResponses responses;
    private final CurrentCaller caller;
    private final Clock clock;

    ReleaseResource(
            TicketCommands commands,
            FiledAnswers filedAnswers,
            TicketViews tickets,
            TicketResponses responses,
            CurrentCaller caller,
            Clock clock) {
        this.commands = commands;
        this.filedAnswers = filedAnswers;
        this.tickets = tickets;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    /** The tickets whose answers wait for their release at the clerk's authority, the longest first. */
    @GET
    @Path("releases")
    @Transactional
    public RestResponse<Page<WaitingRelease>> listReleases(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var after = cursor == null ? null : Page.place(cursor, Place::parse);
        return Page.of(
                        filedAnswers.waiting(caller.clerk().authority(), after, limit + 1),
                        limit,
                        waiting -> Place.of(waiting).toString())
                .answer(request);
    }

    /** What is to be released for a ticket: one answer, or none. */
    record FiledAnswerList(List<Filed> items) {}

    /** The answer to a ticket that waits for its release. */
    @GET
    @Path("{id}/release")
    @Transactional
    public FiledAnswerList readFiledAnswer(@RestPath UUID id) {
        var clerk = caller.clerk();
        TicketPolicy.requireResponsible(
                clerk, tickets.find(id, AccessScope.of(clerk)).situation());
        return new FiledAnswerList(filedAnswers.of(id, clerk.authority()));
    }

    /**
     * What is released.
     *
     * @param answerId of the filed answer that was read; the author may have filed another one since
     */
    record Release(@NotNull UUID answerId) {}

    /** Gives the citizen the answer that a colleague has filed. */
    @POST
    @Path("{id}/release")
    @Transactional
    public RestResponse<TicketView> releaseAnswer(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Release release) {
        var clerk = caller.clerk();
        commands.releaseAnswer(clerk, id, IfMatch.version(ifMatch), release.answerId(), clock.instant());
        return responses.of(id, clerk);
    }

    /**
     * Why an answer is not released.
     *
     * @param text to the author
     */
    record Refusal(
            @NotNull UUID answerId,

            @NotBlank @Size(max = 2_000) @PlainText(lines = true)
            String text) {}

    /** Refuses to release the filed answer: its author has it as a draft and can write again. Authors withdraw their own in this way. */
    @POST
    @Path("{id}/release/refusal")
    @Transactional
    public RestResponse<TicketView> refuseAnswer(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Refusal refusal) {
        var clerk = caller.clerk();
        commands.refuseAnswer(
                clerk,
                id,
                IfMatch.version(ifMatch),
                refusal.answerId(),
                refusal.text(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, clerk);
    }
}
