package org.poststelle.ticket.privacy;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.poststelle.rest.Role.COORDINATOR;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.MailAddress;
import org.poststelle.rest.Page;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.access.ContactReadings;
import org.poststelle.ticket.access.ContactReadings.Reading;
import org.poststelle.ticket.history.History;
import org.poststelle.ticket.intake.PhoneNumber;
import org.poststelle.ticket.privacy.PrivacyExports.ListedExport;
import org.poststelle.ticket.queue.TicketDetails;
import org.poststelle.ticket.queue.TicketView;
import org.poststelle.ticket.queue.TicketViews;

/**
 * Everything that a centre's tickets hold about a person who asks for it (GDPR, article 15). Whose it is comes as a body, not in the
 * address: addresses are written to logs.
 */
@Path("/api/v1/privacy/exports")
@RolesAllowed(COORDINATOR)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class PrivacyExportResource {

    private static final int TICKETS = 1_000;

    private final PrivacyExports exports;
    private final TicketViews tickets;
    private final History history;
    private final ContactReadings readings;
    private final CurrentCaller caller;
    private final Clock clock;

    PrivacyExportResource(
            PrivacyExports exports,
            TicketViews tickets,
            History history,
            ContactReadings readings,
            CurrentCaller caller,
            Clock clock) {
        this.exports = exports;
        this.tickets = tickets;
        this.history = history;
        this.readings = readings;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Who asks: with both, for the tickets with either.
     *
     * @param email exactly as in the tickets, in capital or small letters
     * @param phone in any common form
     */
    record Person(
            @Nullable @MailAddress String email,
            @Nullable @PhoneNumber String phone) {}

    /**
     * A ticket with all that was said and written.
     *
     * @param history with the texts that were written to the person, and the notes about the person
     * @param contactReadings who was shown how the person is reached
     */
    record ExportedTicket(TicketView ticket, List<History.Entry> history, List<Reading> contactReadings) {}

    /**
     * Everything about a person.
     *
     * @param complete whether these are all tickets; of more than a thousand these are the newest
     */
    record PersonalData(Instant exportedAt, boolean complete, List<ExportedTicket> tickets) {}

    /** Exports everything that the tickets of the caller's centre hold about a person. That it was exported is noted. */
    @POST
    @Transactional
    public PersonalData exportPersonalData(@Valid @NotNull Person person) {
        if (person.email() == null && person.phone() == null) {
            throw Problem.unprocessable("email", "contact-needed");
        }
        var coordinator = caller.centreStaff();
        var now = clock.instant();
        var found = exports.ticketsOf(
                coordinator.centre(),
                person.email(),
                person.phone() == null ? null : PhoneNumber.International.of(person.phone()),
                TICKETS + 1);
        var ids = found.stream().limit(TICKETS).toList();
        var all = Set.copyOf(ids);
        var details = tickets.findAll(all, AccessScope.of(coordinator)).stream()
                .collect(toMap(TicketDetails::id, identity()));
        var letters = tickets.letters(all);
        var entries = history.ofAll(all);
        var readers = readings.ofAll(all);
        var exported = ids.stream()
                .map(details::get)
                .filter(Objects::nonNull)
                .map(ticket -> new ExportedTicket(
                        TicketView.full(ticket, coordinator, letters.getOrDefault(ticket.id(), List.of()), now),
                        entries.getOrDefault(ticket.id(), List.of()),
                        readers.getOrDefault(ticket.id(), List.of())))
                .toList();
        readings.note(all, coordinator, now);
        exports.add(new PrivacyExport(
                UuidCreator.getTimeOrderedEpoch(), coordinator.centre(), coordinator.user(), now, exported.size()));
        return new PersonalData(now, found.size() <= TICKETS, exported);
    }

    /** Who of the caller's centre exported how much and when, the newest export first; not about whom. */
    @GET
    @Transactional
    public RestResponse<Page<ListedExport>> listPrivacyExports(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var before = cursor == null ? null : Page.place(cursor, UUID::fromString);
        return Page.of(
                        exports.list(caller.centre(), before, limit + 1),
                        limit,
                        export -> export.id().toString())
                .answer(request);
    }
}
