package org.poststelle.notification.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.delivery.MailJobCommands;

/** What ticket-service tells: the authority hears of a forwarded ticket, the citizen is asked and answered by e-mail. */
@ApplicationScoped
class NotificationTicketConsumer implements EventHandler {

    private final Inbox inbox;
    private final MailJobCommands commands;

    NotificationTicketConsumer(Inbox inbox, MailJobCommands commands) {
        this.inbox = inbox;
        this.commands = commands;
    }

    record TicketForwarded(String authority, int hop) {}

    record TicketWaiting(UUID questionId, String replyChannel, Instant replyBy) {}

    record TicketReminded(UUID questionId, String replyChannel, Instant replyBy) {}

    record TicketInformed(UUID letterId, String replyChannel) {}

    record TicketClosed(@Nullable UUID letterId, String replyChannel) {}

    record TicketReopened(String authority, Instant reopenedAt) {}

    record TicketContactCorrected(
            String replyChannel,
            @Nullable UUID questionId,
            @Nullable Instant replyBy,
            @Nullable UUID answerId) {}

    record TicketAnswered(UUID answerId, String replyChannel) {}

    @Override
    public String topic() {
        return "tickets";
    }

    @Incoming("tickets")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, this);
    }

    @Override
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.ticket.forwarded.v1" -> {
                var forwarded = event.read(TicketForwarded.class);
                commands.queue(event, new NotificationTrigger.Forwarded(forwarded.authority(), forwarded.hop()));
            }
            case "org.poststelle.ticket.waiting.v1" -> {
                var waiting = event.read(TicketWaiting.class);
                if (waiting.replyChannel().equals("EMAIL")) {
                    commands.queue(event, new NotificationTrigger.Asked(waiting.questionId(), waiting.replyBy()));
                }
            }
            case "org.poststelle.ticket.reminded.v1" -> {
                var reminded = event.read(TicketReminded.class);
                if (reminded.replyChannel().equals("EMAIL")) {
                    commands.queue(
                            event, new NotificationTrigger.AskedAgain(reminded.questionId(), reminded.replyBy()));
                }
            }
            case "org.poststelle.ticket.informed.v1" -> {
                var informed = event.read(TicketInformed.class);
                if (informed.replyChannel().equals("EMAIL")) {
                    commands.queue(event, new NotificationTrigger.Informed(informed.letterId()));
                }
            }
            case "org.poststelle.ticket.closed.v1" -> {
                var closed = event.read(TicketClosed.class);
                if (closed.letterId() != null && closed.replyChannel().equals("EMAIL")) {
                    commands.queue(event, new NotificationTrigger.Closed(closed.letterId()));
                }
            }
            case "org.poststelle.ticket.reopened.v1" -> {
                var reopened = event.read(TicketReopened.class);
                commands.queue(event, new NotificationTrigger.Reopened(reopened.authority(), reopened.reopenedAt()));
            }
            case "org.poststelle.ticket.contact-corrected.v1" -> {
                var corrected = event.read(TicketContactCorrected.class);
                if (!corrected.replyChannel().equals("EMAIL")) {
                    return;
                }
                if (corrected.questionId() != null && corrected.replyBy() != null) {
                    commands.queueAgain(
                            event,
                            new NotificationTrigger.Asked(corrected.questionId(), corrected.replyBy()),
                            corrected.questionId());
                }
                if (corrected.answerId() != null) {
                    commands.queueAgain(
                            event, new NotificationTrigger.Answered(corrected.answerId()), corrected.answerId());
                }
            }
            case "org.poststelle.ticket.answered.v1" -> {
                var answered = event.read(TicketAnswered.class);
                if (answered.replyChannel().equals("EMAIL")) {
                    commands.queue(event, new NotificationTrigger.Answered(answered.answerId()));
                }
            }
            default -> {}
        }
    }
}
