package org.poststelle.ticket.handling;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.ticket.queue.TicketResponses;
import org.poststelle.ticket.queue.TicketView;

/** Questions to the citizen that an answer depends on, and what becomes of them. */
@Path("/api/v1/tickets/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class QuestionResource {

    private final TicketCommands commands;
    private final TicketResponses responses;
    private final CurrentCaller caller;
    private final Clock clock;

    QuestionResource(TicketCommands commands, TicketResponses responses, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Asks the citizen something that the answer depends on, by mail, or by a call that is to follow. The promised time stands still
     * until the reply, or until none is awaited any more.
     */
    @POST
    @Path("question")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> askCitizen(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Writing question) {
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
    @Path("question")
    @RolesAllowed(CLERK)
    @Transactional
    public RestResponse<TicketView> withdrawQuestion(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        var clerk = caller.clerk();
        commands.withdrawQuestion(clerk, id, IfMatch.version(ifMatch), clock.instant());
        return responses.of(id, clerk);
    }

    /** Notes what the citizen replied to the question, such as on the phone: the authority goes on. */
    @POST
    @Path("reply")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<TicketView> noteReply(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Writing reply) {
        var who = caller.get();
        commands.reply(
                who, id, IfMatch.version(ifMatch), reply.text(), UuidCreator.getTimeOrderedEpoch(), clock.instant());
        return responses.of(id, who);
    }
}
