package org.poststelle.routing.decision;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Explanation.Code;
import org.poststelle.routing.decision.Explanation.Step;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/**
 * Decides where tickets go. Each command is one transaction: the decision is stored and its event recorded, or neither.
 */
@ApplicationScoped
@Transactional
class RoutingCommands {

    /** Competences begin and end with a day where the authorities are. */
    private static final ZoneId HERE = ZoneId.of("Europe/Berlin");

    private final Tickets tickets;
    private final Decisions decisions;
    private final Competences competences;
    private final Outbox outbox;
    private final Clock clock;
    private final RoutingRule rule;

    RoutingCommands(
            Tickets tickets,
            Decisions decisions,
            Competences competences,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "poststelle.routing.max-hops") int maxHops) {
        this.tickets = tickets;
        this.decisions = decisions;
        this.competences = competences;
        this.outbox = outbox;
        this.clock = clock;
        this.rule = new RoutingRule(maxHops);
    }

    /** What would be decided today for a new ticket; nothing is kept of it. */
    Decision dryRun(ServiceKey service, RegionalKey region) {
        return answer(Question.first(service, region, today()));
    }

    /** Decides where a new ticket goes. */
    void open(Ticket ticket) {
        tickets.add(ticket);
        decide(ticket, null);
    }

    /**
     * Decides again for a ticket that was handed back.
     *
     * @param by the authority that is not competent
     * @param proposed the one it names instead
     */
    void decideAgain(UUID ticketId, String by, @Nullable String proposed) {
        tickets.addReturn(ticketId, by);
        decide(tickets.lock(ticketId).orElseThrow(Refusal.UnknownTicket::new), proposed);
    }

    /** Takes the ticket out of the coordinators' queue: it has been forwarded or closed. */
    void settle(UUID ticketId) {
        tickets.settle(ticketId);
    }

    /**
     * Decides in the place of the rule.
     *
     * @param centre the centre the coordinator decides for
     * @throws Refusal when the centre has no such ticket, the ticket does not wait, or the authority cannot be chosen
     */
    RecordedDecision decide(UUID ticketId, String centre, String coordinator, String authority, @Nullable String note) {
        var ticket = tickets.lock(ticketId)
                .filter(found -> found.centre().equals(centre))
                .orElseThrow(Refusal.UnknownTicket::new);
        if (ticket.undecided() == null) {
            throw new Refusal.NotUndecided();
        }
        var name = competences.nameOf(authority).orElseThrow(() -> new Refusal.UnknownAuthority(authority));
        var choice =
                new Decided(authority, authority, new Explanation(List.of(Step.of(Code.CHOSEN_BY_COORDINATOR, name))));
        return record(ticket, ticket.hop(), choice, coordinator, note);
    }

    private void decide(Ticket ticket, @Nullable String proposed) {
        var question = ticket.question(today(), proposed);
        record(ticket, question.hop(), answer(question), null, null);
    }

    private Decision answer(Question question) {
        return rule.decide(question, competences.on(question));
    }

    private RecordedDecision record(
            Ticket ticket, int hop, Decision outcome, @Nullable String coordinator, @Nullable String note) {
        var now = clock.instant();
        var decision = new RecordedDecision(
                UuidCreator.getTimeOrderedEpoch(), ticket.id(), hop, outcome, coordinator, note, now);
        decisions.add(decision);
        tickets.decided(decision);
        outbox.record(decision.event(), ticket.centre(), now);
        return decision;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), HERE);
    }
}
