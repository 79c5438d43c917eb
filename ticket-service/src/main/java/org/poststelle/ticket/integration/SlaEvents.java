package org.poststelle.ticket.integration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.ticket.desk.History;
import org.poststelle.ticket.desk.Tickets;
import org.poststelle.ticket.desk.Viewer;

/** The ticket shows what was promised and whether it was kept; sla-service is the one who knows. */
@ApplicationScoped
class SlaEvents implements EventHandler {

    private final Tickets tickets;
    private final History history;

    SlaEvents(Tickets tickets, History history) {
        this.tickets = tickets;
        this.history = history;
    }

    /** What this service needs of the events of sla-service. */
    record Promise(Instant dueAt) {}

    @Override
    public String topic() {
        return "sla";
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
