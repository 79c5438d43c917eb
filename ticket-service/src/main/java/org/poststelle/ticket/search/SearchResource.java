package org.poststelle.ticket.search;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.MailAddress;
import org.poststelle.rest.Page;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.intake.PhoneNumber;
import org.poststelle.ticket.model.Classification;
import org.poststelle.ticket.queue.TicketView;

/**
 * Searches tickets. The question comes as a body, not in the address: addresses are written to logs, and what people search for is
 * personal.
 */
@Path("/api/v1/tickets/search")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class SearchResource {

    private final TicketSearch search;
    private final CurrentCaller caller;
    private final Clock clock;

    SearchResource(TicketSearch search, CurrentCaller caller, Clock clock) {
        this.search = search;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Which tickets are wanted: those that fit all that is given, and at least words or a contact.
     *
     * @param words of the subject, the text, or what was written to the citizen or replied later, in any German form; in quotation marks one after the other; with a minus those that must
     *     be missing
     * @param email of who asked, exactly
     * @param phone of who asked, in any common form
     * @param open whether only those that are not closed
     */
    record Wanted(
            @Nullable @Size(max = 200) @PlainText String words,
            @Nullable @MailAddress String email,
            @Nullable @PhoneNumber String phone,

            @Nullable @Pattern(regexp = Classification.SERVICE_KEY) @Size(max = 60)
            String serviceKey,

            @Nullable @Pattern(regexp = Classification.REGION_KEY)
            String regionKey,

            boolean open) {

        private boolean isTooWide() {
            return (words == null || words.isBlank()) && email == null && phone == null;
        }
    }

    /**
     * The tickets whose enquiries the caller may read and that are wanted, newest first. With a contact, a service and a region, those
     * that a new enquiry may repeat.
     */
    @POST
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @Transactional
    public RestResponse<Page<TicketView>> searchTickets(
            @Valid @NotNull Wanted wanted,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        if (wanted.isTooWide()) {
            throw Problem.unprocessable("words", "search-too-wide");
        }
        var who = caller.get();
        var now = clock.instant();
        var before = cursor == null ? null : Page.place(cursor, UUID::fromString);
        return Page.of(
                        search.find(AccessScope.of(who), wanted, before, limit + 1),
                        limit,
                        ticket -> ticket.id().toString())
                .map(ticket -> TicketView.brief(ticket, who, now))
                .answer(request);
    }
}
