package org.poststelle.ticket.queue;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Page;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.model.TicketQueue;
import org.poststelle.ticket.model.TicketState;
import org.poststelle.ticket.queue.TicketViews.ClaimFilter;
import org.poststelle.ticket.queue.TicketViews.FollowUpPlace;
import org.poststelle.ticket.queue.TicketViews.Place;
import org.poststelle.ticket.queue.TicketViews.QueueLength;
import org.poststelle.ticket.queue.TicketViews.Work;

/** Tickets to read, for the people who work on them. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
class TicketQueueResource {

    private static final List<TicketQueue> OF_CENTRES = List.of(
            TicketQueue.UNDECIDED,
            TicketQueue.INBOX,
            TicketQueue.WORKING,
            TicketQueue.WAITING,
            TicketQueue.CALLBACK,
            TicketQueue.LETTER,
            TicketQueue.ANSWERED);
    private static final List<TicketQueue> OF_AUTHORITIES = List.of(
            TicketQueue.INBOX,
            TicketQueue.WORKING,
            TicketQueue.WAITING,
            TicketQueue.CALLBACK,
            TicketQueue.LETTER,
            TicketQueue.ANSWERED);

    private final TicketViews tickets;
    private final TicketResponses responses;
    private final CurrentCaller caller;
    private final Clock clock;

    TicketQueueResource(TicketViews tickets, TicketResponses responses, CurrentCaller caller, Clock clock) {
        this.tickets = tickets;
        this.responses = responses;
        this.caller = caller;
        this.clock = clock;
    }

    /** Whose tickets are wanted. */
    private enum ClaimOf {
        ME,
        NOBODY
    }

    /**
     * The tickets of the caller's centre, or those that are or were with the caller's authority; newest first. With a queue, a due time
     * or a claim ({@code ME} or {@code NOBODY}), those that are to be worked on, what is due first before the rest. With a day, those that are to be
     * looked at again by then, the earliest first. With a reference, the one that has it.
     */
    @GET
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<Page<TicketView>> listTickets(
            @QueryParam("state") @Nullable String state,
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("dueBefore") @Nullable String dueBefore,
            @QueryParam("claim") @Nullable String claim,
            @QueryParam("followUpUntil") @Nullable String followUpUntil,
            @QueryParam("reference") @Nullable String reference,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var who = caller.get();
        var scope = AccessScope.of(who);
        var now = clock.instant();
        var work = new Work(
                read("queue", queue, TicketQueue::valueOf),
                read("dueBefore", dueBefore, Instant::parse),
                read("claim", claim, wanted -> switch (ClaimOf.valueOf(wanted)) {
                    case ME -> new ClaimFilter.Of(who.user(), now);
                    case NOBODY -> new ClaimFilter.Free(now);
                }));
        var until = read("followUpUntil", followUpUntil, LocalDate::parse);
        var isWork = queue != null || dueBefore != null || claim != null;
        if (until != null && (state != null || isWork || reference != null)) {
            throw Problem.at("followUpUntil", Status.BAD_REQUEST, "conflicting-filters");
        }
        if (reference != null && (state != null || isWork || cursor != null)) {
            throw Problem.at("reference", Status.BAD_REQUEST, "conflicting-filters");
        }
        if (state != null && isWork) {
            throw Problem.at("state", Status.BAD_REQUEST, "conflicting-filters");
        }
        Page<TicketDetails> page;
        if (reference != null) {
            page = new Page<>(tickets.withReference(scope, reference.strip().toUpperCase(Locale.ROOT)), null);
        } else if (until != null) {
            var after = cursor == null ? null : Page.place(cursor, FollowUpPlace::parse);
            page = Page.of(
                    tickets.followUps(scope, until, after, limit + 1),
                    limit,
                    ticket -> FollowUpPlace.of(ticket).toString());
        } else if (isWork) {
            var after = cursor == null ? null : Page.place(cursor, Place::parse);
            page = Page.of(
                    tickets.work(scope, work, after, limit + 1),
                    limit,
                    ticket -> Place.of(ticket).toString());
        } else {
            var before = cursor == null ? null : Page.place(cursor, UUID::fromString);
            var wanted = read("state", state, TicketState::valueOf);
            page = Page.of(
                    tickets.list(scope, wanted, before, limit + 1),
                    limit,
                    ticket -> ticket.id().toString());
        }
        return page.map(ticket -> TicketView.brief(ticket, who, now)).answer(request);
    }

    /** How much there is to do. */
    record QueueLengths(List<QueueLength> items) {}

    /** How many tickets wait in each queue of the caller's centre or authority; none is counted beyond 1000. */
    @GET
    @Path("queues")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public QueueLengths countQueues() {
        var who = caller.get();
        return new QueueLengths(tickets.lengths(
                AccessScope.of(who), who instanceof Clerk ? OF_AUTHORITIES : OF_CENTRES, clock.instant()));
    }

    /** One ticket. */
    @GET
    @Path("{id}")
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    public RestResponse<TicketView> readTicket(@RestPath UUID id) {
        return responses.of(id, caller.get());
    }

    private static <T> @Nullable T read(String parameter, @Nullable String value, Function<String, T> reader) {
        try {
            return value == null ? null : reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException _) {
            throw Problem.at(parameter, Status.BAD_REQUEST, "invalid-value", parameter);
        }
    }
}
