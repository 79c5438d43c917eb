package org.poststelle.ticket.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.ticket.desk.History;
import org.poststelle.ticket.desk.Tickets;
import org.poststelle.ticket.desk.Viewer;

/** The ticket shows what was promised and whether it was kept; sla-service is the one who knows. */
@ApplicationScoped
class SlaEvents implements EventHandler {

    private final Inbox inbox;
    private final Tickets tickets;
    private final History history;

    SlaEvents(Inbox inbox, Tickets tickets, History history) {
        this.inbox = inbox;
        this.tickets = tickets;
        this.history = history;
    }

    /** What this service needs of the events of sla-service. */
    record Promise(Instant dueAt) {}

    @Override
    public String topic() {
        return "sla";
    }

    @Incoming("sla")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, this);
    }

    @Override
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.sla.promised.v1" -> note(event, "RUNNING");
            case "org.poststelle.sla.met.v1" -> note(event, "MET");
            case "org.poststelle.sla.breached.v1" -> note(event, "BREACHED");
            default -> {}
        }
    }

    private void note(IncomingEvent event, String state) {
        var promise = event.read(Promise.class);
        tickets.actAs(Viewer.SERVICE);
        tickets.notePromise(event.ticketId(), promise.dueAt(), state);
        history.add(event, "sla-service");
    }
}
