package org.poststelle.notification.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.composition.Recipient;
import org.poststelle.notification.composition.Target;
import org.poststelle.notification.delivery.MailJobCommands;

/**
 * What sla-service tells: the citizen hears by when the answer is promised, and those to whom the centre escalates when that time, or
 * that of a target, comes near or has passed.
 */
@ApplicationScoped
class NotificationSlaConsumer implements EventHandler {

    private final Inbox inbox;
    private final MailJobCommands commands;

    NotificationSlaConsumer(Inbox inbox, MailJobCommands commands) {
        this.inbox = inbox;
        this.commands = commands;
    }

    record SlaPromised(Instant dueAt) {}

    record SlaWarned(@Nullable String authority, int percent, List<Recipient> recipients, Instant dueAt) {}

    record SlaBreached(@Nullable String authority, List<Recipient> recipients, Instant dueAt) {}

    record SlaTargetWarned(
            Target target, @Nullable String authority, int percent, List<Recipient> recipients, Instant dueAt) {}

    record SlaTargetMissed(Target target, @Nullable String authority, List<Recipient> recipients, Instant dueAt) {}

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
            case "org.poststelle.sla.promised.v1" ->
                commands.queue(
                        event,
                        new NotificationTrigger.Promised(
                                event.read(SlaPromised.class).dueAt()));
            case "org.poststelle.sla.warned.v1" -> warned(event, event.read(SlaWarned.class));
            case "org.poststelle.sla.breached.v1" -> breached(event, event.read(SlaBreached.class));
            case "org.poststelle.sla.target-warned.v1" -> targetWarned(event, event.read(SlaTargetWarned.class));
            case "org.poststelle.sla.target-missed.v1" -> targetMissed(event, event.read(SlaTargetMissed.class));
            default -> {}
        }
    }

    private void warned(IncomingEvent event, SlaWarned promise) {
        for (var recipient : promise.recipients()) {
            commands.queue(
                    event,
                    new NotificationTrigger.Warned(recipient, promise.authority(), promise.percent(), promise.dueAt()));
        }
    }

    private void breached(IncomingEvent event, SlaBreached promise) {
        for (var recipient : promise.recipients()) {
            commands.queue(event, new NotificationTrigger.Breached(recipient, promise.authority(), promise.dueAt()));
        }
        commands.queue(event, new NotificationTrigger.Delayed(promise.dueAt()));
    }

    private void targetWarned(IncomingEvent event, SlaTargetWarned warned) {
        for (var recipient : warned.recipients()) {
            commands.queue(
                    event,
                    new NotificationTrigger.TargetWarned(
                            warned.target(), recipient, warned.authority(), warned.percent(), warned.dueAt()));
        }
    }

    private void targetMissed(IncomingEvent event, SlaTargetMissed missed) {
        for (var recipient : missed.recipients()) {
            commands.queue(
                    event,
                    new NotificationTrigger.TargetMissed(
                            missed.target(), recipient, missed.authority(), missed.dueAt()));
        }
    }
}
