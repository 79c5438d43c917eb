package org.poststelle.routing.decision;

import static java.util.stream.Collectors.toMap;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Explanation.Code;
import org.poststelle.routing.decision.Explanation.Step;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/**
 * Decides where tickets go. Each command is one transaction, or a part of one: the decision is stored and its event recorded, or
 * neither.
 */
@ApplicationScoped
@Transactional
public class RoutingCommands {

    /** Competences begin and end with a day where the authorities are. */
    private static final ZoneId CALENDAR = ZoneId.of("Europe/Berlin");

    private final RoutedTickets tickets;
    private final Decisions decisions;
    private final CurrentDirectory directory;
    private final DirectoryContent content;
    private final Outbox outbox;
    private final Clock clock;
    private final RoutingRule rule;
    private final Duration keepClosed;

    RoutingCommands(
            RoutedTickets tickets,
            Decisions decisions,
            CurrentDirectory directory,
            DirectoryContent content,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "poststelle.routing.max-hops") int maxHops,
            @ConfigProperty(name = "poststelle.routing.keep-closed") Duration keepClosed) {
        this.tickets = tickets;
        this.decisions = decisions;
        this.directory = directory;
        this.content = content;
        this.outbox = outbox;
        this.clock = clock;
        this.rule = new RoutingRule(maxHops);
        this.keepClosed = keepClosed;
    }

    /** What would be decided today for a new ticket; nothing is kept of it. */
    Decision dryRun(ServiceKey service, RegionalKey region) {
        return decide(Question.first(service, region, today()));
    }

    /** The same for several services, by the same version of the directory. */
    public Map<ServiceKey, Decision> dryRun(Set<ServiceKey> services, RegionalKey region) {
        var today = today();
        var index = directory.index();
        return services.stream()
                .collect(toMap(Function.identity(), service -> decide(Question.first(service, region, today), index)));
    }

    /** Locks the tickets that the events of a transaction are about, in one query. */
    @Transactional(TxType.MANDATORY)
    public void prepare(Set<UUID> ids) {
        tickets.lockAll(ids);
    }

    /** Decides where a new ticket goes. */
    public void open(UUID id, String centre, String serviceKey, String regionKey) {
        var ticket = new RoutedTicket(id, centre, serviceKey, regionKey);
        var decision = decide(ticket, null);
        tickets.persist(ticket);
        publish(ticket, decision, ticket.version());
    }

    /**
     * Decides again for a ticket that was returned.
     *
     * @param by the authority that is not competent
     * @param proposed the one it names instead
     */
    public void decideAgain(UUID ticketId, String by, @Nullable String proposed) {
        var ticket = existing(ticketId);
        ticket.returnedBy(by);
        publish(ticket, decide(ticket, proposed), ticket.announce());
    }

    /** Decides again for a ticket whose service or region was mistaken. */
    public void decideAnew(UUID ticketId, String serviceKey, String regionKey) {
        var ticket = existing(ticketId);
        ticket.reclassified(serviceKey, regionKey);
        publish(ticket, decide(ticket, null), ticket.announce());
    }

    /** Takes the ticket out of the coordinators' queue: it has been forwarded. */
    public void forwarded(UUID ticketId) {
        tickets.lock(ticketId).ifPresent(RoutedTicket::settle);
    }

    /** Takes the ticket out of the coordinators' queue: it was closed at that instant. */
    public void closed(UUID ticketId, Instant at) {
        tickets.lock(ticketId).ifPresent(ticket -> ticket.close(at));
    }

    /** The ticket is with its last authority again. */
    public void reopened(UUID ticketId) {
        tickets.lock(ticketId).ifPresent(RoutedTicket::reopen);
    }

    /** What coordinators wrote about a ticket may be personal, so it goes when the ticket is erased. The decisions stay. */
    @Transactional(TxType.MANDATORY)
    public void forgetNotes(UUID ticketId) {
        tickets.forgetNotes(ticketId);
    }

    /**
     * Decides in the place of the rule.
     *
     * @param coordinator the user who decides
     * @return what was decided, as the centre's staff read it
     * @throws RoutingRefusal when there is no such ticket to be seen, the ticket does not wait, or the authority cannot be chosen
     */
    public RecordedDecision choose(UUID ticketId, String coordinator, String authority, @Nullable String note) {
        var ticket = existing(ticketId);
        if (!ticket.isUndecided()) {
            throw new RoutingRefusal.NotUndecided();
        }
        var name = content.nameOf(authority).orElseThrow(() -> new RoutingRefusal.UnknownAuthority(authority));
        var choice =
                new Decided(authority, authority, new Explanation(List.of(Step.of(Code.CHOSEN_BY_COORDINATOR, name))));
        var decision = record(ticket, ticket.hop(), choice, coordinator, note);
        publish(ticket, decision, ticket.announce());
        tickets.flush();
        return decision;
    }

    /**
     * Looks again at tickets that wait for a coordinator since the directory, or the day, was another one: what the rule can decide by
     * now needs no coordinator.
     *
     * @return at how many, up to {@code limit}
     */
    public int reconsider(int limit) {
        var today = today();
        var index = directory.index();
        var waiting = tickets.lockToReconsider(today, index.version(), limit);
        outbox.storeTogether(() -> waiting.forEach(ticket -> {
            var decision = decide(ticket.questionAgain(today), index);
            if (decision instanceof Decided) {
                publish(ticket, record(ticket, ticket.hop(), decision, null, null), ticket.announce());
            }
        }));
        tickets.noteReconsidered(waiting, today, index.version());
        return waiting.size();
    }

    /**
     * Deletes what is known of tickets that were closed longer ago than it is kept.
     *
     * @return how many tickets, up to {@code limit}
     */
    public int purgeClosed(int limit) {
        return tickets.purgeClosed(keepClosed, limit);
    }

    private RoutedTicket existing(UUID ticketId) {
        return tickets.lock(ticketId).orElseThrow(RoutingRefusal.UnknownTicket::new);
    }

    private RecordedDecision decide(RoutedTicket ticket, @Nullable String proposed) {
        var question = ticket.question(today(), proposed);
        return record(ticket, question.hop(), decide(question), null, null);
    }

    private Decision decide(Question question) {
        return decide(question, directory.index());
    }

    private Decision decide(Question question, DirectoryIndex index) {
        return rule.decide(question, index.on(question));
    }

    private RecordedDecision record(
            RoutedTicket ticket, int hop, Decision outcome, @Nullable String coordinator, @Nullable String note) {
        var decision = new RecordedDecision(
                UuidCreator.getTimeOrderedEpoch(), ticket.id(), hop, outcome, coordinator, note, clock.instant());
        ticket.decided(decision);
        return decision;
    }

    private void publish(RoutedTicket ticket, RecordedDecision decision, long version) {
        decisions.persist(decision);
        outbox.record(
                decision.event(ticket.serviceKey(), ticket.regionKey()),
                version,
                ticket.centre(),
                decision.decidedAt());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), CALENDAR);
    }
}
