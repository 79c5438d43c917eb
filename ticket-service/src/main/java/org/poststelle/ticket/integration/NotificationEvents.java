package org.poststelle.ticket.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.ticket.desk.History;
import org.poststelle.ticket.desk.Tickets;
import org.poststelle.ticket.desk.Viewer;

/** The history shows which mails went out and which did not. */
@ApplicationScoped
class NotificationEvents implements EventHandler {

    private final Inbox inbox;
    private final Tickets tickets;
    private final History history;

    NotificationEvents(Inbox inbox, Tickets tickets, History history) {
        this.inbox = inbox;
        this.tickets = tickets;
        this.history = history;
    }

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
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.notification.sent.v1", "org.poststelle.notification.failed.v1" -> {
                tickets.actAs(Viewer.SERVICE);
                history.add(event, "notification-service");
            }
            default -> {}
        }
    }
}
