package org.poststelle.routing.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.routing.decision.RoutingCommands;

/** What routing does when something happens to a ticket. */
@ApplicationScoped
class RoutingTicketConsumer implements EventHandler {

    private final Inbox inbox;
    private final RoutingCommands commands;

    RoutingTicketConsumer(Inbox inbox, RoutingCommands commands) {
        this.inbox = inbox;
        this.commands = commands;
    }

    /** What routing reads of {@code ticket.created}. */
    record Created(String serviceKey, String regionKey) {}

    /** What routing reads of {@code ticket.returned}. */
    record Returned(String authority, Optional<String> proposedAuthority) {}

    /** What routing reads of {@code ticket.reclassified}. */
    record Reclassified(String serviceKey, String regionKey) {}

    /** What routing reads of {@code ticket.closed}. */
    record Closed(Instant closedAt) {}

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
    public void prepare(Set<UUID> ticketIds) {
        commands.prepare(ticketIds);
    }

    @Override
    public void on(IncomingEvent event) {
        var ticketId = event.ticketId();
        switch (event.type()) {
            case "org.poststelle.ticket.created.v1" -> {
                var created = event.read(Created.class);
                commands.open(ticketId, event.centre(), created.serviceKey(), created.regionKey());
            }
            case "org.poststelle.ticket.returned.v1" -> {
                var returned = event.read(Returned.class);
                commands.decideAgain(
                        ticketId,
                        returned.authority(),
                        returned.proposedAuthority().orElse(null));
            }
            case "org.poststelle.ticket.reclassified.v1" -> {
                var reclassified = event.read(Reclassified.class);
                commands.decideAnew(ticketId, reclassified.serviceKey(), reclassified.regionKey());
            }
            case "org.poststelle.ticket.forwarded.v1" -> commands.forwarded(ticketId);
            case "org.poststelle.ticket.closed.v1" ->
                commands.closed(ticketId, event.read(Closed.class).closedAt());
            case "org.poststelle.ticket.reopened.v1" -> commands.reopened(ticketId);
            case "org.poststelle.ticket.erased.v1" -> commands.forgetNotes(ticketId);
            default -> {
                // nothing else moves a ticket
            }
        }
    }
}
