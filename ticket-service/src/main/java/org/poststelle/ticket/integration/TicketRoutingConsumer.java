package org.poststelle.ticket.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.ticket.handling.TicketCommands;
import org.poststelle.ticket.model.RoutingDecision;

/** Routing decides, this service applies. */
@ApplicationScoped
class TicketRoutingConsumer implements EventHandler {

    private static final Logger LOG = Logger.getLogger(TicketRoutingConsumer.class);

    private final Inbox inbox;
    private final TicketCommands commands;
    private final Clock clock;

    TicketRoutingConsumer(Inbox inbox, TicketCommands commands, Clock clock) {
        this.inbox = inbox;
        this.commands = commands;
        this.clock = clock;
    }

    /** What this service needs of {@code routing.decided}. */
    record Decided(UUID decisionId, String authority, int hop, String serviceKey, String regionKey) {

        RoutingDecision decision() {
            return new RoutingDecision(decisionId, authority, hop, serviceKey, regionKey);
        }
    }

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
    public void prepare(Set<UUID> ticketIds) {
        commands.prepare(ticketIds);
    }

    @Override
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.routing.decided.v1" -> forward(event, event.read(Decided.class));
            case "org.poststelle.routing.undecided.v1" -> commands.note(event, "routing-service");
            default -> {}
        }
    }

    private void forward(IncomingEvent event, Decided decided) {
        if (!commands.forward(event, decided.decision(), clock.instant())) {
            LOG.infof("The decision %s came too late for ticket %s", decided.decisionId(), event.ticketId());
        }
    }
}
