package org.poststelle.ticket.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller;
import org.poststelle.rest.IfMatch;
import org.poststelle.ticket.access.ContactReadings;
import org.poststelle.ticket.model.TicketRefusal;
import org.poststelle.ticket.queue.TicketViews.Letter;

/** What reading or changing one ticket is answered with: the ticket as the caller may see it now, and its version. */
@ApplicationScoped
public class TicketResponses {

    private final TicketViews tickets;
    private final ContactReadings readings;
    private final Clock clock;

    TicketResponses(TicketViews tickets, ContactReadings readings, Clock clock) {
        this.tickets = tickets;
        this.readings = readings;
        this.clock = clock;
    }

    /**
     * The response for a ticket. That it shows how the citizen is reached is noted.
     *
     * @throws TicketRefusal.NotFound when there is none that the caller may see
     */
    @Transactional
    public RestResponse<TicketView> of(UUID id, Caller caller) {
        var ticket = tickets.find(id, AccessScope.of(caller));
        var letters = switch (ticket.state()) {
            case FORWARDED, ACCEPTED, WAITING, RETURNED, ANSWERED, CLOSED ->
                tickets.letters(Set.of(id)).getOrDefault(id, List.of());
            case NEW -> List.<Letter>of();
        };
        var now = clock.instant();
        var view = TicketView.full(ticket, caller, letters, now);
        if (view.citizen() != null) {
            readings.note(Set.of(id), caller, now);
        }
        return ResponseBuilder.ok(view).tag(IfMatch.tag(ticket.version())).build();
    }
}
