package org.poststelle.ticket.handling;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
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
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.intake.ContactDetails;
import org.poststelle.ticket.intake.ReachableOnRequestedChannel;
import org.poststelle.ticket.model.Classification;
import org.poststelle.ticket.model.Priority;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.queue.TicketResponses;
import org.poststelle.ticket.queue.TicketView;

/** What was written down wrongly at first, or has changed since. The same again changes nothing, so that a second click does no harm. */
@Path("/api/v1/tickets/{id}")
@RolesAllowed({AGENT, COORDINATOR, CLERK})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class CorrectionResource {

    private final TicketCommands commands;
    private final TicketResponses responses;
    private final CurrentCaller caller;
    private final Clock clock;

    CorrectionResource(TicketCommands commands, TicketResponses responses, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    /** How the citizen is reached; what is missing is forgotten. */
    @ReachableOnRequestedChannel
    record CorrectedContact(
            @NotNull ReplyChannel replyChannel,
            @Nullable @Valid ContactDetails citizen) implements ReachableOnRequestedChannel.Wish {}

    /**
     * Corrects how the citizen is reached. If a question is open or the answer has not been heard, and mail now goes to another address,
     * that is sent there.
     */
    @PUT
    @Path("contact")
    @Transactional
    public RestResponse<TicketView> correctContact(
            @RestPath UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull CorrectedContact corrected) {
        var who = caller.get();
        commands.correctContact(
                who,
                id,
                IfMatch.version(ifMatch),
                corrected.replyChannel(),
                ContactDetails.contactOf(corrected.citizen()),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, who);
    }

    /**
     * What the enquiry is about, and where.
     *
     * @param serviceKey the public service: 14 digits (FIM), or {@code local:} and a name where no key is known
     * @param regionKey the municipality of the enquiry: 12 digits (ARS)
     */
    record CorrectedClassification(
            @NotNull @Pattern(regexp = Classification.SERVICE_KEY) @Size(max = 60)
            String serviceKey,

            @NotNull @Pattern(regexp = Classification.REGION_KEY)
            String regionKey) {}

    /**
     * Corrects the service or the region: routing decides again, and the authority that has the ticket has it no longer. The promised
     * time is counted anew from when the citizen called, by the holidays of the region and the rules for the service.
     */
    @PUT
    @Path("classification")
    @Transactional
    public RestResponse<TicketView> reclassifyTicket(
            @RestPath UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull CorrectedClassification corrected) {
        var who = caller.get();
        commands.reclassify(
                who, id, IfMatch.version(ifMatch), corrected.serviceKey(), corrected.regionKey(), clock.instant());
        return responses.of(id, who);
    }

    /**
     * How urgent the ticket is.
     *
     * @param reason why it is, to colleagues
     */
    record ChangedPriority(
            @NotNull Priority priority,

            @Nullable @Size(min = 1, max = 2_000) @PlainText(lines = true)
            String reason) {}

    /** Says that the ticket is more urgent than before, or less. Whoever has it continues with it, and routing is not asked again. */
    @PUT
    @Path("priority")
    @Transactional
    public RestResponse<TicketView> prioritiseTicket(
            @RestPath UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangedPriority changed) {
        var who = caller.get();
        commands.prioritise(
                who,
                id,
                IfMatch.version(ifMatch),
                changed.priority(),
                changed.reason() == null || changed.reason().isBlank() ? null : changed.reason(),
                UuidCreator.getTimeOrderedEpoch(),
                clock.instant());
        return responses.of(id, who);
    }
}
