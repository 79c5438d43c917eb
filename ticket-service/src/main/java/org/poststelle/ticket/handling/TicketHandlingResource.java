package org.poststelle.ticket.handling;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.model.CallbackOutcome;
import org.poststelle.ticket.model.ClosureOutcome;
import org.poststelle.ticket.model.ReturnReason;
import org.poststelle.ticket.queue.TicketResponses;
import org.poststelle.ticket.queue.TicketView;

/** Changes of tickets by the people who work on them. A change needs the version it was decided on ({@code If-Match}). */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class TicketHandlingResource {

    private final TicketCommands commands;
    private final TicketResponses responses;
    private final CurrentCaller caller;
    private final Clock clock;

    TicketHandlingResource(TicketCommands commands, TicketResponses responses, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    /** The clerk's authority begins to work on it. */
    @POST
    @Path("{id}/acceptance")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> acceptTicket(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        var clerk = caller.clerk();
        commands.accept(clerk, id, IfMatch.version(ifMatch), clock.instant());
        return responses.of(id, clerk);
    }

    /** Tells the citizen how the matter stands, by mail if mail was asked for. It is no answer: the promised time goes on. */
    @POST
    @Path("{id}/interim-reply")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> informCitizen(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Writing interim) {
        var clerk = caller.clerk();
        commands.inform(
                clerk,
                id,
                IfMatch.version(ifMatch),
                interim.text(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, clerk);
    }

    /**
     * Answers the citizen, by mail or by a callback or letter that is to follow. Again corrects or completes the answer. Where the
     * authority demands that a second person releases answers, the text waits for that (202), and the ticket stays as it is.
     */
    @POST
    @Path("{id}/answer")
    @RolesAllowed(CLERK)
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = TicketView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted",
            content = @Content(schema = @Schema(implementation = TicketView.class)))
    @Transactional
    public RestResponse<TicketView> answerTicket(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Writing answer) {
        var clerk = caller.clerk();
        var answered = commands.answer(
                clerk, id, IfMatch.version(ifMatch), answer.text(), UuidCreator.getTimeOrderedEpoch(), clock.instant());
        var ticket = responses.of(id, clerk);
        return answered
                ? ticket
                : ResponseBuilder.create(RestResponse.Status.ACCEPTED, ticket.getEntity())
                        .tag(ticket.getEntityTag())
                        .build();
    }

    /** Why the ticket goes back, and who might be competent. */
    record Return(
            @NotNull GivenReason reason,

            @NotBlank @Size(max = 2_000) @PlainText(lines = true)
            String text,

            @Nullable @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*") @Size(max = 100)
            String proposedAuthority) {}

    /** The reasons that an authority can give. */
    enum GivenReason {
        NOT_COMPETENT,
        WRONG_REGION,
        WRONG_SERVICE,
        OTHER;

        private ReturnReason reason() {
            return ReturnReason.valueOf(name());
        }
    }

    /** The clerk's authority is not competent: routing decides again. */
    @POST
    @Path("{id}/return")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> returnTicket(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Return returned) {
        var clerk = caller.clerk();
        commands.returnToRouting(
                clerk,
                id,
                IfMatch.version(ifMatch),
                returned.reason().reason(),
                returned.text(),
                returned.proposedAuthority(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, clerk);
    }

    /** Why the ticket is taken back, and who is to have it instead. */
    record Recall(
            @NotBlank @Size(max = 2_000) @PlainText(lines = true)
            String text,

            @Nullable @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*") @Size(max = 100)
            String proposedAuthority) {}

    /**
     * Takes the ticket back from the authority that has it, such as from one that stays silent: routing decides again, without that
     * authority.
     */
    @POST
    @Path("{id}/recall")
    @RolesAllowed(COORDINATOR)
    @Transactional
    public RestResponse<TicketView> recallTicket(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Recall recall) {
        var coordinator = caller.centreStaff();
        commands.recall(
                coordinator,
                id,
                IfMatch.version(ifMatch),
                recall.text(),
                recall.proposedAuthority(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, coordinator);
    }

    /** How a callback went. */
    record Callback(
            @NotNull CallbackOutcome outcome,

            @Nullable @Size(max = 2_000) @PlainText(lines = true)
            String note) {}

    /** Documents a callback. */
    @POST
    @Path("{id}/callbacks")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> documentCallback(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Callback callback) {
        var who = caller.get();
        commands.callBack(
                who,
                id,
                IfMatch.version(ifMatch),
                callback.outcome(),
                callback.note(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, who);
    }

    /** Documents that the letter with the answer was sent. The citizen has the answer by that; one that is corrected takes another letter. */
    @POST
    @Path("{id}/letter-dispatch")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> documentLetter(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        var who = caller.get();
        commands.sendLetter(who, id, IfMatch.version(ifMatch), clock.instant());
        return responses.of(id, who);
    }

    /**
     * Where a note is found.
     *
     * @param entry its number in the history
     */
    record NoteReceipt(int entry) {}

    /** Notes what colleagues should know; the citizen never sees it. The history has it. */
    @POST
    @Path("{id}/notes")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @ResponseStatus(201)
    @APIResponseSchema(value = NoteReceipt.class, responseCode = "201")
    @Transactional
    public NoteReceipt writeNote(@RestPath UUID id, @Valid @NotNull Writing note) {
        return new NoteReceipt(
                commands.writeNote(caller.get(), id, note.text(), UuidCreator.getTimeOrderedEpoch(), clock.instant()));
    }

    /**
     * How the ticket ends.
     *
     * @param text why there is no answer, to the citizen, who gets it by mail if mail was asked for; only after an answer nothing need
     *     be said
     */
    record Closure(
            @NotNull ClosureOutcome outcome,

            @Nullable @Size(min = 1, max = 10_000) @PlainText(lines = true)
            String text) {}

    /** Ends the ticket. */
    @POST
    @Path("{id}/closure")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> closeTicket(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Closure closure) {
        var who = caller.get();
        var text = closure.text() == null || closure.text().isBlank() ? null : closure.text();
        commands.close(
                who,
                id,
                IfMatch.version(ifMatch),
                closure.outcome(),
                text,
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, who);
    }

    /**
     * Reopens a closed ticket because the answer was not enough: the authority that gave it has the ticket again, and an answer is
     * promised anew. Possible until what is personal about it is erased; a withdrawn enquiry is registered as a new one.
     */
    @POST
    @Path("{id}/reopening")
    @RolesAllowed({AGENT, COORDINATOR})
    @Transactional
    public RestResponse<TicketView> reopenTicket(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Writing reopening) {
        var staff = caller.centreStaff();
        commands.reopen(
                staff,
                id,
                IfMatch.version(ifMatch),
                reopening.text(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, staff);
    }
}
