package org.poststelle.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.notification.correspondence.NotificationTrigger;

/** What ticket-service tells: the authority hears of a forwarded ticket, the citizen gets an answer by e-mail. */
@ApplicationScoped
class TicketEvents implements EventHandler {

    private final MailJobCommands desk;

    TicketEvents(MailJobCommands desk) {
        this.desk = desk;
    }

    record TicketForwarded(String authority, int hop) {}

    record TicketAnswered(UUID answerId, String replyChannel) {}

    @Override
    public String topic() {
        return "tickets";
    }

    @Override
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.ticket.forwarded.v1" -> {
                var forwarded = event.read(TicketForwarded.class);
                desk.queue(event, new NotificationTrigger.Forwarded(forwarded.authority(), forwarded.hop()));
            }
            case "org.poststelle.ticket.answered.v1" -> {
                var answered = event.read(TicketAnswered.class);
                if (answered.replyChannel().equals("EMAIL")) {
                    desk.queue(event, new NotificationTrigger.Answered(answered.answerId()));
                }
            }
            default -> {}
        }
    }
}
