package org.poststelle.notification.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.delivery.MailJobCommands;

/** What sla-service tells: the citizen hears by when the answer is promised. */
@ApplicationScoped
class NotificationSlaConsumer implements EventHandler {

    private final Inbox inbox;
    private final MailJobCommands commands;

    NotificationSlaConsumer(Inbox inbox, MailJobCommands commands) {
        this.inbox = inbox;
        this.commands = commands;
    }

    record SlaPromised(Instant dueAt) {}

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
        if (event.type().equals("org.poststelle.sla.promised.v1")) {
            commands.queue(
                    event,
                    new NotificationTrigger.Promised(
                            event.read(SlaPromised.class).dueAt()));
        }
    }
}
