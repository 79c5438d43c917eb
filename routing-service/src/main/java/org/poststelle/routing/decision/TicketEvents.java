package org.poststelle.routing.decision;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** What routing does when something happens to a ticket. */
@ApplicationScoped
class TicketEvents implements EventHandler {

    /** What routing reads of {@code ticket.created}. */
    record Created(String serviceKey, String regionKey) {}

    /** What routing reads of {@code ticket.returned}. */
    record Returned(String authority, Optional<String> proposedAuthority) {}

    private final Inbox inbox;
    private final RoutingCommands desk;

    TicketEvents(Inbox inbox, RoutingCommands desk) {
        this.inbox = inbox;
        this.desk = desk;
    }

    @Override
    public String topic() {
        return "tickets";
    }

    @Incoming("tickets")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, this);
    }

    @Override
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.ticket.created.v1" -> {
                var created = event.read(Created.class);
                desk.open(Ticket.opened(
                        event.ticketId(),
                        event.centre(),
                        new ServiceKey(created.serviceKey()),
                        new RegionalKey(created.regionKey())));
            }
            case "org.poststelle.ticket.returned.v1" -> {
                var returned = event.read(Returned.class);
                desk.decideAgain(
                        event.ticketId(),
                        returned.authority(),
                        returned.proposedAuthority().orElse(null));
            }
            case "org.poststelle.ticket.forwarded.v1", "org.poststelle.ticket.closed.v1" ->
                desk.settle(event.ticketId());
            default -> {
                // nothing else moves a ticket
            }
        }
    }
}
