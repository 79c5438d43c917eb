package org.poststelle.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.notification.correspondence.NotificationTrigger;

/** What sla-service tells: the citizen hears by when the answer is promised. */
@ApplicationScoped
class SlaEvents implements EventHandler {

    private final MailJobCommands desk;

    SlaEvents(MailJobCommands desk) {
        this.desk = desk;
    }

    record SlaPromised(Instant dueAt) {}

    @Override
    public String topic() {
        return "sla";
    }

    @Override
    public void on(IncomingEvent event) {
        if (event.type().equals("org.poststelle.sla.promised.v1")) {
            desk.queue(
                    event,
                    new NotificationTrigger.Promised(
                            event.read(SlaPromised.class).dueAt()));
        }
    }
}
