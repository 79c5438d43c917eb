package org.poststelle.ticket.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.ticket.handling.TicketCommands;

/** The history shows which mails went out and which did not; an answer that did not is told in a call. */
@ApplicationScoped
class TicketNotificationConsumer implements EventHandler {

    private final Inbox inbox;
    private final TicketCommands commands;

    TicketNotificationConsumer(Inbox inbox, TicketCommands commands) {
        this.inbox = inbox;
        this.commands = commands;
    }

    /** What this service needs of the events about mails. */
    record Mail(@Nullable UUID letterId) {}

    @Override
    public String topic() {
        return "notifications";
    }

    @Incoming("notifications")
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
            case "org.poststelle.notification.sent.v1" -> {
                commands.note(event, "notification-service");
                letter(event).ifPresent(letterId -> commands.noteDelivered(event, letterId));
            }
            case "org.poststelle.notification.failed.v1" -> {
                commands.note(event, "notification-service");
                letter(event).ifPresent(letterId -> commands.noteUndelivered(event, letterId));
            }
            default -> {}
        }
    }

    private static Optional<UUID> letter(IncomingEvent event) {
        return Optional.ofNullable(event.read(Mail.class).letterId());
    }
}
