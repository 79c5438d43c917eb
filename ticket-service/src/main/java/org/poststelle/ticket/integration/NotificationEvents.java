package org.poststelle.ticket.integration;

import jakarta.enterprise.context.ApplicationScoped;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.ticket.desk.History;
import org.poststelle.ticket.desk.Tickets;
import org.poststelle.ticket.desk.Viewer;

/** The history shows which mails went out and which did not. */
@ApplicationScoped
class NotificationEvents implements EventHandler {

    private final Tickets tickets;
    private final History history;

    NotificationEvents(Tickets tickets, History history) {
        this.tickets = tickets;
        this.history = history;
    }

    @Override
    public String topic() {
        return "notifications";
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
