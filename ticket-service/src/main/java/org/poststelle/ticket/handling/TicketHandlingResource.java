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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
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

    /** How the matter stands. */
    record InterimReply(
            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text) {}

    /** Tells the citizen how the matter stands, by mail if mail was asked for. It is no answer: the promised time goes on. */
    @POST
    @Path("{id}/interim-reply")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> informCitizen(
            @RestPath UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull InterimReply interim) {
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

    /** What the citizen is answered. */
    record AnswerText(
            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text) {}

    /** Answers the citizen, by mail or by a callback that is to follow. Again corrects or completes the answer. */
    @POST
    @Path("{id}/answer")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> answerTicket(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull AnswerText answer) {
        var clerk = caller.clerk();
        commands.answer(
                clerk, id, IfMatch.version(ifMatch), answer.text(), UuidCreator.getTimeOrderedEpoch(), clock.instant());
        return responses.of(id, clerk);
    }

    /** What the citizen is asked. */
    record Question(
            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text) {}

    /**
     * Asks the citizen something that the answer depends on, by mail, or by a call that is to follow. The promised time stands still
     * until the reply, or until none is awaited any more.
     */
    @POST
    @Path("{id}/question")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> askCitizen(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Question question) {
        var clerk = caller.clerk();
        commands.ask(
                clerk,
                id,
                IfMatch.version(ifMatch),
                question.text(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, clerk);
    }

    /** Withdraws the question: the clerk's authority goes on without a reply. */
    @DELETE
    @Path("{id}/question")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> withdrawQuestion(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        var clerk = caller.clerk();
        commands.withdrawQuestion(clerk, id, IfMatch.version(ifMatch), clock.instant());
        return responses.of(id, clerk);
    }

    /** What the citizen replied. */
    record Reply(
            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text) {}

    /** Notes what the citizen replied to the question, such as on the phone: the authority goes on. */
    @POST
    @Path("{id}/reply")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> noteReply(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Reply reply) {
        var who = caller.get();
        commands.reply(
                who, id, IfMatch.version(ifMatch), reply.text(), UuidCreator.getTimeOrderedEpoch(), clock.instant());
        return responses.of(id, who);
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

    /** What colleagues should know. */
    record Note(
            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text) {}

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
    public NoteReceipt writeNote(@RestPath UUID id, @Valid @NotNull Note note) {
        return new NoteReceipt(
                commands.writeNote(caller.get(), id, note.text(), UuidCreator.getTimeOrderedEpoch(), clock.instant()));
    }

    /** When to look at a ticket again. */
    record FollowUp(@NotNull LocalDate on) {}

    /**
     * Notes on which day the caller's authority, or centre, wants to look at the ticket again (Wiedervorlage); each has a day of its own,
     * and neither sees the other's. {@code /tickets?followUpUntil=} lists them.
     */
    @PUT
    @Path("{id}/follow-up")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> followUpTicket(@RestPath UUID id, @Valid @NotNull FollowUp followUp) {
        var who = caller.get();
        commands.followUp(who, id, followUp.on());
        return responses.of(id, who);
    }

    /** The ticket need not be looked at again. */
    @DELETE
    @Path("{id}/follow-up")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> endFollowUp(@RestPath UUID id) {
        var who = caller.get();
        commands.followUp(who, id, null);
        return responses.of(id, who);
    }

    /**
     * To whom a ticket is given.
     *
     * @param user login name of a colleague in the same authority; without, the caller
     */
    record Claimant(
            @Nullable @Size(min = 1, max = 100) @PlainText String user) {}

    /**
     * Says that the caller works on the ticket, or hands it to a colleague; again prolongs it. The claim ends by itself after a while,
     * and with the authority's work on the ticket.
     */
    @PUT
    @Path("{id}/claim")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> claimTicket(
            @RestPath UUID id, @RequestBody(required = false) @Valid @Nullable Claimant claimant) {
        var clerk = caller.clerk();
        var user = claimant == null ? null : claimant.user();
        commands.claim(clerk, id, user == null ? clerk.user() : user, clock.instant());
        return responses.of(id, clerk);
    }

    /** Gives the ticket back to all colleagues. Coordinators release what somebody else works on, too. */
    @DELETE
    @Path("{id}/claim")
    @RolesAllowed({COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> releaseTicket(@RestPath UUID id) {
        var who = caller.get();
        commands.release(who, id, clock.instant());
        return responses.of(id, who);
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

    /** Why the answer is not enough. */
    record Reopening(
            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text) {}

    /**
     * Reopens a closed ticket because the answer was not enough: the authority that gave it has the ticket again, and an answer is
     * promised anew. Possible until what is personal about it is erased; a withdrawn enquiry is registered as a new one.
     */
    @POST
    @Path("{id}/reopening")
    @RolesAllowed({AGENT, COORDINATOR})
    @Transactional
    public RestResponse<TicketView> reopenTicket(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Reopening reopening) {
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
