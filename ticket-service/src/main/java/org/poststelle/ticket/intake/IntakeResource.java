package org.poststelle.ticket.intake;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.COORDINATOR;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.model.TicketState;

/** Where agents register enquiries. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class IntakeResource {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Intake intake;
    private final CurrentCaller caller;
    private final ObjectMapper json;
    private final Clock clock;

    IntakeResource(Intake intake, CurrentCaller caller, ObjectMapper json, Clock clock) {
        this.intake = intake;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
    }

    /** What the agent tells the citizen: the reference. */
    record TicketReceipt(UUID id, String reference, TicketState state, long version, Instant receivedAt) {

        private static final long FIRST_VERSION = 1;

        static TicketReceipt of(Created created) {
            return new TicketReceipt(
                    created.ticketId(), created.reference(), TicketState.NEW, FIRST_VERSION, created.receivedAt());
        }
    }

    /** Creates a ticket. The same key and body again get the same answer and no second ticket. */
    @POST
    @APIResponseSchema(value = TicketReceipt.class, responseCode = "201")
    @RolesAllowed({AGENT, COORDINATOR})
    public RestResponse<TicketReceipt> createTicket(
            @HeaderParam("Idempotency-Key") List<String> keys, @Valid @NotNull NewTicket request) {
        var receipt = TicketReceipt.of(once(
                keys,
                key -> intake.create(
                        caller.centreStaff(),
                        key,
                        sha256(request),
                        request,
                        UuidCreator.getTimeOrderedEpoch(),
                        clock.instant())));
        // relative: behind a gateway the service does not know its public address
        return ResponseBuilder.create(RestResponse.Status.CREATED, receipt)
                .header("Location", "/api/v1/tickets/" + receipt.id())
                .tag(IfMatch.tag(receipt.version()))
                .build();
    }

    /** Under which id it counts. */
    record FirstContactReceipt(UUID id) {}

    /**
     * Counts an enquiry that was answered at once: there is no ticket and nothing to look up, but it is in the figures. The same key and
     * body again count once.
     */
    @POST
    @Path("first-contacts")
    @ResponseStatus(201)
    @APIResponseSchema(value = FirstContactReceipt.class, responseCode = "201")
    @RolesAllowed({AGENT, COORDINATOR})
    public FirstContactReceipt countFirstContact(
            @HeaderParam("Idempotency-Key") List<String> keys, @Valid @NotNull FirstContact contact) {
        return new FirstContactReceipt(once(
                keys,
                key -> intake.resolve(
                        caller.centreStaff(),
                        key,
                        sha256(contact),
                        contact,
                        UuidCreator.getTimeOrderedEpoch(),
                        clock.instant())));
    }

    private static <T> T once(List<String> keys, Function<String, T> request) {
        if (keys.size() != 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw Problem.at("Idempotency-Key", Status.BAD_REQUEST, "missing-idempotency-key");
        }
        try {
            return request.apply(keys.getFirst());
        } catch (Intake.StillRunning _) {
            throw Problem.at("Idempotency-Key", Status.CONFLICT, "still-running");
        } catch (IdempotencyKeys.Reused _) {
            throw Problem.unprocessable("Idempotency-Key", "reused-idempotency-key");
        }
    }

    /** JSON has no nulls here: a field that a later release adds does not make a repeated request another one. */
    private byte[] sha256(Object request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(request));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
