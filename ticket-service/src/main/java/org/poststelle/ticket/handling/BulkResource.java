package org.poststelle.ticket.handling;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.TransientDatabaseErrors;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.model.ClosureOutcome;
import org.poststelle.ticket.model.TicketRefusal;

/** The same step for many tickets. Each is a change of its own: one that is refused does not hinder the others, and its result says why. */
@Path("/api/v1/tickets/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class BulkResource {

    private static final int MOST = 1_000;
    private static final int OK = 200;
    private static final int UNAVAILABLE = Status.SERVICE_UNAVAILABLE.getStatusCode();

    private final TicketCommands commands;
    private final TicketRefusals refusals;
    private final CurrentCaller caller;
    private final Clock clock;

    BulkResource(TicketCommands commands, TicketRefusals refusals, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.refusals = refusals;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A ticket as the caller saw it.
     *
     * @param version what its {@code ETag} says
     */
    record SeenTicket(@NotNull UUID id, @PositiveOrZero long version) {}

    /** What came of the step, in the order of the tickets. */
    record BulkResults(List<BulkResult> results) {}

    /**
     * What came of the step for a ticket.
     *
     * @param status the HTTP status that the single call would have had
     * @param type of the problem, where it was refused
     */
    record BulkResult(
            UUID id,
            int status,

            @Nullable @Schema(implementation = String.class, format = "uri")
            URI type) {}

    /** Which tickets. */
    record SeenTickets(@NotEmpty @Size(max = MOST) List<@NotNull @Valid SeenTicket> tickets) {}

    /** The clerk's authority begins to work on them, and the clerk has them. */
    @POST
    @Path("acceptance")
    @RolesAllowed(CLERK)
    public BulkResults acceptTickets(@Valid @NotNull SeenTickets bulk) {
        var clerk = caller.clerk();
        return each(bulk.tickets(), seen -> commands.accept(clerk, seen.id(), seen.version(), clock.instant()));
    }

    /**
     * How the tickets end.
     *
     * @param text why there is no answer, to each citizen; only after an answer nothing need be said
     */
    record BulkClosure(
            @NotEmpty @Size(max = MOST) List<@NotNull @Valid SeenTicket> tickets,
            @NotNull ClosureOutcome outcome,

            @Nullable @Size(min = 1, max = 10_000) @PlainText(lines = true)
            String text) {}

    /** Ends the tickets. */
    @POST
    @Path("closure")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    public BulkResults closeTickets(@Valid @NotNull BulkClosure bulk) {
        var who = caller.get();
        var text = bulk.text() == null || bulk.text().isBlank() ? null : bulk.text();
        return each(
                bulk.tickets(),
                seen -> commands.close(
                        who,
                        seen.id(),
                        seen.version(),
                        bulk.outcome(),
                        text,
                        UuidCreator.getTimeOrderedEpoch(),
                        clock.instant()));
    }

    /** Why the tickets are taken back, and who is to have them instead. */
    record BulkRecall(
            @NotEmpty @Size(max = MOST) List<@NotNull @Valid SeenTicket> tickets,

            @NotBlank @Size(max = 2_000) @PlainText(lines = true)
            String text,

            @Nullable @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*") @Size(max = 100)
            String proposedAuthority) {}

    /** Takes the tickets back from the authorities that have them, such as when one is closed for days. */
    @POST
    @Path("recall")
    @RolesAllowed(COORDINATOR)
    public BulkResults recallTickets(@Valid @NotNull BulkRecall bulk) {
        var coordinator = caller.centreStaff();
        return each(
                bulk.tickets(),
                seen -> commands.recall(
                        coordinator,
                        seen.id(),
                        seen.version(),
                        bulk.text(),
                        bulk.proposedAuthority(),
                        UuidCreator.getTimeOrderedEpoch(),
                        clock.instant()));
    }

    /** When the database is away or too busy, the rest is not tried: each would wait for it, and what is done is to be told. */
    private BulkResults each(List<SeenTicket> tickets, Consumer<SeenTicket> step) {
        var results = new ArrayList<BulkResult>();
        var isUnavailable = false;
        for (var seen : tickets) {
            var result = isUnavailable ? unavailable(seen) : result(seen, step);
            isUnavailable = result.status() == UNAVAILABLE;
            results.add(result);
        }
        return new BulkResults(results);
    }

    private BulkResult result(SeenTicket seen, Consumer<SeenTicket> step) {
        try {
            step.accept(seen);
            return new BulkResult(seen.id(), OK, null);
        } catch (TicketRefusal refusal) {
            return refused(seen, refusals.toProblem(refusal));
        } catch (RuntimeException failure) {
            if (TransientDatabaseErrors.isIn(failure)) {
                return unavailable(seen);
            }
            throw failure;
        }
    }

    private static BulkResult unavailable(SeenTicket seen) {
        return refused(seen, Problem.of(Status.SERVICE_UNAVAILABLE, "unavailable"));
    }

    private static BulkResult refused(SeenTicket seen, HttpProblem problem) {
        return new BulkResult(seen.id(), problem.getStatusCode(), problem.getType());
    }
}
