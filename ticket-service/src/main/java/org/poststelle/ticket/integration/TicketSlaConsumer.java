package org.poststelle.ticket.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.ticket.handling.TicketCommands;
import org.poststelle.ticket.model.PromiseState;

/** The ticket shows what was promised and whether it was kept; sla-service is the one that knows. */
@ApplicationScoped
class TicketSlaConsumer implements EventHandler {

    private final Inbox inbox;
    private final TicketCommands commands;

    TicketSlaConsumer(Inbox inbox, TicketCommands commands) {
        this.inbox = inbox;
        this.commands = commands;
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
    public void prepare(Set<UUID> ticketIds) {
        commands.prepare(ticketIds);
    }

    @Override
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.sla.promised.v1" -> note(event, PromiseState.RUNNING);
            case "org.poststelle.sla.paused.v1" -> note(event, PromiseState.PAUSED);
            case "org.poststelle.sla.unmet.v1" -> note(event, PromiseState.RUNNING);
            case "org.poststelle.sla.resumed.v1" -> note(event, PromiseState.RUNNING);
            case "org.poststelle.sla.met.v1" -> note(event, PromiseState.MET);
            case "org.poststelle.sla.breached.v1" -> note(event, PromiseState.BREACHED);
            case "org.poststelle.sla.withdrawn.v1" -> note(event, PromiseState.WITHDRAWN);
            default -> {}
        }
    }

    private void note(IncomingEvent event, PromiseState state) {
        commands.notePromise(event, event.read(Promise.class).dueAt(), state);
    }
}
