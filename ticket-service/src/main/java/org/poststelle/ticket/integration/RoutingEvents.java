package org.poststelle.ticket.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.ticket.desk.History;
import org.poststelle.ticket.desk.TicketCommands;
import org.poststelle.ticket.desk.Tickets;
import org.poststelle.ticket.desk.Viewer;

/** Routing decides, this service applies. */
@ApplicationScoped
class RoutingEvents implements EventHandler {

    private static final Logger LOG = Logger.getLogger(RoutingEvents.class);

    private final Inbox inbox;
    private final TicketCommands desk;
    private final Tickets tickets;
    private final History history;
    private final Clock clock;

    RoutingEvents(Inbox inbox, TicketCommands desk, Tickets tickets, History history, Clock clock) {
        this.inbox = inbox;
        this.desk = desk;
        this.tickets = tickets;
        this.history = history;
        this.clock = clock;
    }

    /** What this service needs of {@code routing.decided}. */
    record Decided(UUID decisionId, String authority, int hop) {}

    @Override
    public String topic() {
        return "routing";
    }

    @Incoming("routing")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, this);
    }

    @Override
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.routing.decided.v1" -> apply(event.read(Decided.class), event);
            case "org.poststelle.routing.undecided.v1" -> note(event);
            default -> {}
        }
    }

    private void apply(Decided decided, IncomingEvent event) {
        note(event);
        var forwarded = desk.forward(
                event.ticketId(), decided.decisionId(), decided.authority(), decided.hop(), clock.instant());
        if (!forwarded) {
            LOG.infof("The decision %s came too late for ticket %s", decided.decisionId(), event.ticketId());
        }
    }

    private void note(IncomingEvent event) {
        tickets.actAs(Viewer.SERVICE);
        history.add(event, "routing-service");
    }
}
