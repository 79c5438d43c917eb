package org.poststelle.sla.integration;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.inbox.EventHandler;
import org.poststelle.messaging.inbox.Inbox;
import org.poststelle.sla.figures.FirstContacts;
import org.poststelle.sla.promise.Enquiry;
import org.poststelle.sla.promise.PromiseCommands;

/**
 * What happens to tickets, and what that means for their promises. Forwarding, acceptance and return do not move the citizen's due
 * time.
 */
@ApplicationScoped
class SlaTicketConsumer implements EventHandler {

    private final Inbox inbox;
    private final PromiseCommands commands;
    private final FirstContacts firstContacts;

    SlaTicketConsumer(Inbox inbox, PromiseCommands commands, FirstContacts firstContacts) {
        this.inbox = inbox;
        this.commands = commands;
        this.firstContacts = firstContacts;
    }

    record Created(
            String reference,
            String serviceKey,
            String regionKey,
            String intakeChannel,
            @Nullable String partner,
            String priority,
            Instant receivedAt) {}

    record ResolvedAtFirstContact(
            String serviceKey,
            @Nullable String regionKey,
            String intakeChannel,
            @Nullable String partner,
            Instant resolvedAt) {}

    record Forwarded(String authority, Instant forwardedAt) {}

    record Accepted(Instant acceptedAt) {}

    record Returned(Instant returnedAt) {}

    record Waiting(Instant waitingSince) {}

    record Resumed(Instant resumedAt) {}

    record Reclassified(String serviceKey, String regionKey, Instant reclassifiedAt) {}

    record Prioritised(String priority) {}

    record LetterSent(Instant sentAt) {}

    record ContactCorrected(String replyChannel, @Nullable UUID answerId, Instant correctedAt) {}

    record Reopened(String authority, String serviceKey, Instant reopenedAt) {}

    record Answered(String replyChannel, Instant answeredAt) {}

    record AnswerUndelivered(Instant undeliveredAt) {}

    record AnswerDelivered(Instant deliveredAt) {}

    record CallbackAttempted(String outcome, Instant attemptedAt) {}

    record Closed(String outcome, Instant closedAt) {}

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
    public void prepare(Set<UUID> ticketIds) {
        commands.prepare(ticketIds);
    }

    @Override
    public void on(IncomingEvent event) {
        switch (event.type()) {
            case "org.poststelle.ticket.created.v1" -> created(event, event.read(Created.class));
            case "org.poststelle.ticket.resolved-at-first-contact.v1" -> {
                var contact = event.read(ResolvedAtFirstContact.class);
                firstContacts.count(
                        event.centre(),
                        contact.serviceKey(),
                        contact.regionKey(),
                        contact.intakeChannel(),
                        contact.partner(),
                        contact.resolvedAt());
            }
            case "org.poststelle.ticket.forwarded.v1" -> forwarded(event, event.read(Forwarded.class));
            case "org.poststelle.ticket.accepted.v1" ->
                commands.accepted(event.ticketId(), event.read(Accepted.class).acceptedAt());
            case "org.poststelle.ticket.returned.v1" ->
                commands.returned(event.ticketId(), event.read(Returned.class).returnedAt());
            case "org.poststelle.ticket.waiting.v1" ->
                commands.paused(event.ticketId(), event.read(Waiting.class).waitingSince());
            case "org.poststelle.ticket.resumed.v1" ->
                commands.resumed(event.ticketId(), event.read(Resumed.class).resumedAt());
            case "org.poststelle.ticket.answered.v1" -> answered(event, event.read(Answered.class));
            case "org.poststelle.ticket.answer-undelivered.v1" ->
                commands.undelivered(
                        event.ticketId(), event.read(AnswerUndelivered.class).undeliveredAt());
            case "org.poststelle.ticket.answer-delivered.v1" ->
                commands.feedbackGiven(
                        event.ticketId(), event.read(AnswerDelivered.class).deliveredAt());
            case "org.poststelle.ticket.callback-attempted.v1" -> called(event, event.read(CallbackAttempted.class));
            case "org.poststelle.ticket.letter-sent.v1" ->
                commands.feedbackGiven(
                        event.ticketId(), event.read(LetterSent.class).sentAt());
            case "org.poststelle.ticket.reclassified.v1" -> {
                var reclassified = event.read(Reclassified.class);
                commands.reclassified(
                        event.ticketId(),
                        reclassified.serviceKey(),
                        reclassified.regionKey(),
                        reclassified.reclassifiedAt());
            }
            case "org.poststelle.ticket.prioritised.v1" ->
                commands.prioritised(
                        event.ticketId(), event.read(Prioritised.class).priority());
            case "org.poststelle.ticket.contact-corrected.v1" -> {
                var corrected = event.read(ContactCorrected.class);
                // the answer is on its way by mail, or nobody waits for it
                if (corrected.answerId() != null) {
                    commands.feedbackGiven(event.ticketId(), corrected.correctedAt());
                } else if (corrected.replyChannel().equals("LETTER")) {
                    commands.noCallAwaited(event.ticketId(), corrected.correctedAt());
                }
            }
            case "org.poststelle.ticket.reopened.v1" -> {
                var reopened = event.read(Reopened.class);
                commands.reopened(event.ticketId(), reopened.authority(), reopened.serviceKey(), reopened.reopenedAt());
            }
            case "org.poststelle.ticket.closed.v1" -> closed(event, event.read(Closed.class));
            default -> {}
        }
    }

    private void created(IncomingEvent event, Created ticket) {
        commands.promise(
                event.ticketId(),
                ticket.reference(),
                event.centre(),
                new Enquiry(
                        ticket.serviceKey(),
                        ticket.regionKey(),
                        ticket.intakeChannel(),
                        ticket.priority(),
                        ticket.receivedAt()),
                ticket.partner());
    }

    private void forwarded(IncomingEvent event, Forwarded ticket) {
        commands.forwarded(event.ticketId(), ticket.authority(), ticket.forwardedAt());
    }

    /**
     * By mail the answer is on its way, and where none was wanted it counts at once. By call or letter it is ready, and the citizen has it
     * when that is documented.
     */
    private void answered(IncomingEvent event, Answered answer) {
        switch (answer.replyChannel()) {
            case "EMAIL", "NONE" -> commands.feedbackGiven(event.ticketId(), answer.answeredAt());
            case "CALLBACK" -> commands.answerReady(event.ticketId(), answer.answeredAt());
            default -> {}
        }
    }

    private void called(IncomingEvent event, CallbackAttempted call) {
        switch (call.outcome()) {
            case "REACHED" -> commands.feedbackGiven(event.ticketId(), call.attemptedAt());
            case "NOT_REACHED" -> commands.notReached(event.ticketId(), call.attemptedAt());
            default -> {}
        }
    }

    private void closed(IncomingEvent event, Closed ticket) {
        switch (ticket.outcome()) {
            // nobody waits for an answer any more; a duplicate is answered with another ticket, which has a promise of
            // its own
            case "WITHDRAWN", "DUPLICATE" -> commands.withdrawn(event.ticketId(), ticket.closedAt());
            // the service did what it could, and has documented it
            case "UNREACHABLE" -> commands.feedbackGiven(event.ticketId(), ticket.closedAt());
            // the answer or the call before it counted
            default -> commands.closed(event.ticketId(), ticket.closedAt());
        }
    }
}
