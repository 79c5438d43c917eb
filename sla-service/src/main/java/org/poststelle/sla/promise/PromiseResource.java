package org.poststelle.sla.promise;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CallerLanguage;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;
import org.poststelle.sla.policy.IntakeChannel;
import org.poststelle.sla.policy.Priority;

/** The promises of the caller's service centre. */
@Path("/api/v1/promises")
@Produces(MediaType.APPLICATION_JSON)
class PromiseResource {

    private final Promises promises;
    private final Deadlines deadlines;
    private final CurrentCaller caller;
    private final CallerLanguage language;
    private final Clock clock;

    PromiseResource(
            Promises promises, Deadlines deadlines, CurrentCaller caller, CallerLanguage language, Clock clock) {
        this.promises = promises;
        this.deadlines = deadlines;
        this.caller = caller;
        this.language = language;
        this.clock = clock;
    }

    /**
     * What would be promised for an enquiry from that region, so that the agent can tell the caller before there is a ticket. The
     * ticket is then promised the same, if it is received at that instant.
     */
    @GET
    @Path("quote")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR})
    public QuoteView quotePromise(
            @QueryParam("regionKey") @NotNull @Pattern(regexp = "\\d{12}") String regionKey,
            @QueryParam("serviceKey") @DefaultValue("") @PlainText @Size(max = 100) String serviceKey,
            @QueryParam("intakeChannel") @DefaultValue("HOTLINE_115") IntakeChannel intakeChannel,
            @QueryParam("priority") @DefaultValue("NORMAL") Priority priority,
            @QueryParam("receivedAt") @Nullable String receivedAt) {
        return QuoteView.of(
                regionKey,
                deadlines.of(
                        caller.centre(),
                        new Enquiry(
                                serviceKey,
                                regionKey,
                                intakeChannel.name(),
                                priority.name(),
                                receivedAt == null ? clock.instant() : instant(receivedAt))),
                language.get());
    }

    /** The promise of a ticket and why it is due then, for the centre and for every authority that has or had the ticket. */
    @GET
    @Path("{ticketId}")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR, Role.CLERK})
    @Transactional
    public PromiseView readPromise(@RestPath UUID ticketId) {
        return PromiseView.of(visible(ticketId), language.get());
    }

    /**
     * Where the time went: how long each authority had the ticket, in service time. The citizen's due time does not depend on it. Clerks
     * see the hops of their own authority only.
     */
    @GET
    @Path("{ticketId}/hops")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR, Role.CLERK})
    @Transactional
    public List<HopView> listHops(@RestPath UUID ticketId) {
        var promise = visible(ticketId);
        return promise.hops().stream()
                .filter(hop -> PromisePolicy.maySee(caller.get(), hop))
                .map(hop -> new HopView(
                        hop.authority(),
                        hop.since(),
                        hop.until(),
                        hop.serviceTime() == null
                                ? deadlines
                                        .workedOn(
                                                promise, hop, Objects.requireNonNullElse(hop.until(), clock.instant()))
                                        .orElse(null)
                                : hop.serviceTime()))
                .toList();
    }

    /** The promises of the coordinator's centre by due time, the most urgent first. */
    @GET
    @RolesAllowed(Role.COORDINATOR)
    @Transactional
    public RestResponse<Page<PromiseView>> listPromises(
            @QueryParam("state") @Pattern(regexp = "RUNNING|PAUSED|MET|BREACHED|WITHDRAWN") @Nullable String state,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var found = promises.ofCentre(
                caller.centre(),
                state == null ? null : PromiseState.valueOf(state),
                cursor == null ? Promises.Place.BEFORE_ALL : Page.place(cursor, PromiseResource::place),
                limit + 1);
        return Page.of(found, limit, PromiseResource::cursor)
                .map(promise -> PromiseView.of(promise, language.get()))
                .answer(request);
    }

    private PromiseDetails visible(UUID ticketId) {
        return promises.details(ticketId)
                .filter(promise -> PromisePolicy.maySee(caller.get(), promise))
                .orElseThrow(() -> new PromiseRefusal.NotFound(ticketId));
    }

    private static Instant instant(String receivedAt) {
        try {
            return Instant.parse(receivedAt);
        } catch (DateTimeException _) {
            throw Problem.at("receivedAt", Status.BAD_REQUEST, "invalid-value", "receivedAt");
        }
    }

    private static String cursor(PromiseDetails last) {
        return last.dueAt() + "_" + last.ticketId();
    }

    private static Promises.Place place(String cursor) {
        var parts = cursor.split("_", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("Not an instant and an id");
        }
        return new Promises.Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }
}
