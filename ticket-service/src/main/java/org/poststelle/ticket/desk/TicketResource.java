package org.poststelle.ticket.desk;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.model.CallbackOutcome;
import org.poststelle.ticket.model.ClosureOutcome;
import org.poststelle.ticket.model.ReturnReason;
import org.poststelle.ticket.model.TicketState;

/** Tickets for the people who work on them. A change needs the version it was decided on ({@code If-Match}). */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class TicketResource {

    private final TicketCommands desk;
    private final WrittenTexts texts;
    private final CurrentCaller caller;
    private final Clock clock;

    TicketResource(TicketCommands desk, WrittenTexts texts, CurrentCaller caller, Clock clock) {
        this.desk = desk;
        this.texts = texts;
        this.caller = caller;
        this.clock = clock;
    }

    /** The tickets of the caller's centre, or those that are or were with the caller's authority; newest first. */
    @GET
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    public RestResponse<Page<TicketView>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var who = caller.get();
        var found =
                desk.list(who, stateOf(state), cursor == null ? null : Page.place(cursor, UUID::fromString), limit + 1);
        return Page.of(found, limit, seen -> seen.ticket().id().toString())
                .map(seen -> TicketView.brief(seen, who))
                .answer(request);
    }

    /** One ticket. */
    @GET
    @Path("{id}")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> read(@RestPath UUID id) {
        var who = caller.get();
        return answer(desk.find(who, id), who);
    }

    /** What happened to a ticket, oldest first. */
    @GET
    @Path("{id}/history")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    public RestResponse<Page<History.Entry>> history(
            @RestPath UUID id,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @DefaultValue("0") String cursor,
            @Context UriInfo request) {
        var found = desk.history(caller.get(), id, Page.place(cursor, Long::parseLong), limit + 1);
        return Page.of(found, limit, entry -> Long.toString(entry.entry())).answer(request);
    }

    /** The clerk's authority begins to work on it. */
    @POST
    @Path("{id}/acceptance")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> accept(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        var clerk = caller.clerk();
        return answer(desk.accept(clerk, id, IfMatch.version(ifMatch), clock.instant()), clerk);
    }

    /** What the citizen is answered. */
    record AnswerText(
            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text) {}

    /** Answers the citizen, by mail or by a call-back that is to follow. */
    @POST
    @Path("{id}/answer")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> answer(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull AnswerText answer) {
        var clerk = caller.clerk();
        var answered = desk.answer(
                clerk, id, IfMatch.version(ifMatch), answer.text(), UuidCreator.getTimeOrderedEpoch(), clock.instant());
        return answer(answered, clerk);
    }

    /** Why the ticket goes back, and who might be competent. */
    record Return(
            @NotNull ReturnReason reason,

            @NotBlank @Size(max = 2_000) @PlainText(lines = true)
            String text,

            @Nullable @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*") @Size(max = 100)
            String proposedAuthority) {}

    /** The clerk's authority is not competent: routing decides again. */
    @POST
    @Path("{id}/return")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> returnToRouting(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Return back) {
        var clerk = caller.clerk();
        var returned = desk.returnToRouting(
                clerk,
                id,
                IfMatch.version(ifMatch),
                back.reason(),
                back.text(),
                back.proposedAuthority(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return answer(returned, clerk);
    }

    /** How a call-back went. */
    record Callback(
            @NotNull CallbackOutcome outcome,

            @Nullable @Size(max = 2_000) @PlainText(lines = true)
            String note) {}

    /** Documents a call-back. */
    @POST
    @Path("{id}/callbacks")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> callBack(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Callback callback) {
        var who = caller.get();
        var called = desk.callBack(
                who,
                id,
                IfMatch.version(ifMatch),
                callback.outcome(),
                callback.note(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return answer(called, who);
    }

    /** How the ticket ends. */
    record Closure(@NotNull ClosureOutcome outcome) {}

    /** Ends the ticket. */
    @POST
    @Path("{id}/closure")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> close(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Closure closure) {
        var who = caller.get();
        return answer(desk.close(who, id, IfMatch.version(ifMatch), closure.outcome(), clock.instant()), who);
    }

    private RestResponse<TicketView> answer(TicketDetails seen, Caller who) {
        var answers = switch (seen.ticket().state()) {
            case ANSWERED, CLOSED -> texts.answers(seen.ticket().id());
            case NEW, FORWARDED, ACCEPTED, RETURNED -> List.<WrittenTexts.Answer>of();
        };
        return ResponseBuilder.ok(TicketView.full(seen, who, answers))
                .tag(IfMatch.tag(seen.ticket().version()))
                .build();
    }

    private static @Nullable TicketState stateOf(@Nullable String state) {
        try {
            return state == null ? null : TicketState.valueOf(state);
        } catch (IllegalArgumentException _) {
            throw Problem.at("state", Status.BAD_REQUEST, "invalid-value", "state");
        }
    }
}
