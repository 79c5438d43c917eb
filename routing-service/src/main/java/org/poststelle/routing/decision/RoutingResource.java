package org.poststelle.routing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CallerLanguage;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Role;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.Decision.Undecided;
import org.poststelle.routing.decision.RecordedDecision.DecidedBy;
import org.poststelle.routing.decision.Tickets.Waiting;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** Why tickets went where they went, and what a coordinator has to decide. */
@Path("/api/v1/routing")
class RoutingResource {

    private static final UUID START = new UUID(0, 0);

    private final RoutingCommands desk;
    private final Tickets tickets;
    private final Decisions decisions;
    private final CurrentCaller caller;
    private final CallerLanguage language;

    RoutingResource(
            RoutingCommands desk, Tickets tickets, Decisions decisions, CurrentCaller caller, CallerLanguage language) {
        this.desk = desk;
        this.tickets = tickets;
        this.decisions = decisions;
        this.caller = caller;
        this.language = language;
    }

    /** @param legalAuthority who is competent by law; another than {@code authority} where a cooperation applies */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Route(
            @Nullable String authority,
            @Nullable String legalAuthority,
            @Nullable Reason reason,
            List<String> explanation) {

        static Route of(Decision decision, Locale language) {
            var explanation = decision.explanation().inWords(language);
            return switch (decision) {
                case Decided decided -> new Route(decided.authority(), decided.legalAuthority(), null, explanation);
                case Undecided undecided -> new Route(null, null, undecided.reason(), explanation);
            };
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionView(
            UUID decisionId,
            int hop,
            DecidedBy decidedBy,
            Route outcome,
            @Nullable String note,
            Instant decidedAt) {

        static DecisionView of(RecordedDecision decision, Locale language) {
            return new DecisionView(
                    decision.id(),
                    decision.hop(),
                    decision.decidedBy(),
                    Route.of(decision.outcome(), language),
                    decision.note(),
                    decision.decidedAt());
        }
    }

    record Choice(
            @NotNull @PlainText @Size(max = 100) String authority,

            @Nullable @PlainText(lines = true) @Size(max = 2000)
            String note) {}

    /** Tries out where a ticket would go. */
    @GET
    @Path("routes")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    public Route route(
            @QueryParam("leistungsschluessel") @NotNull @Pattern(regexp = ServiceKey.PATTERN) @Size(max = 100)
                    String service,
            @QueryParam("ars") @NotNull @Pattern(regexp = RegionalKey.PATTERN) String region) {
        return Route.of(desk.dryRun(new ServiceKey(service), new RegionalKey(region)), language.get());
    }

    /** The decisions on a ticket of the caller's centre, the first hop first, and why each was taken. */
    @GET
    @Path("tickets/{ticketId}/decisions")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    public RestResponse<Page<DecisionView>> decisions(
            UUID ticketId,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            UriInfo request) {
        if (!tickets.exists(ticketId, caller.centre())) {
            throw new Refusal.UnknownTicket();
        }
        return Page.of(
                        decisions.of(ticketId, after(cursor), limit + 1),
                        limit,
                        last -> last.id().toString())
                .map(decision -> DecisionView.of(decision, language.get()))
                .answer(request);
    }

    /** What waits for a coordinator of the caller's centre, longest waiting first. */
    @GET
    @Path("undecided")
    @RolesAllowed(Role.COORDINATOR)
    public RestResponse<Page<Waiting>> undecided(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            UriInfo request) {
        return Page.of(
                        tickets.waiting(caller.centre(), after(cursor), limit + 1),
                        limit,
                        last -> last.decisionId().toString())
                .answer(request);
    }

    /** A coordinator decides where a ticket of the own centre goes that waits for it; 409 when it does not wait any more. */
    @POST
    @Path("tickets/{ticketId}/decision")
    @RolesAllowed(Role.COORDINATOR)
    public DecisionView decide(UUID ticketId, @NotNull @Valid Choice choice) {
        var coordinator = caller.get();
        var decision = desk.decide(ticketId, caller.centre(), coordinator.user(), choice.authority(), choice.note());
        return DecisionView.of(decision, language.get());
    }

    private static UUID after(@Nullable String cursor) {
        return cursor == null ? START : Page.place(cursor, UUID::fromString);
    }
}
