package org.poststelle.ticket.handling;

import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.ticket.access.TicketAccesses;
import org.poststelle.ticket.access.TicketPolicy;
import org.poststelle.ticket.history.History;
import org.poststelle.ticket.model.CallbackOutcome;
import org.poststelle.ticket.model.ClosureOutcome;
import org.poststelle.ticket.model.Contact;
import org.poststelle.ticket.model.Enquiry;
import org.poststelle.ticket.model.LinkKind;
import org.poststelle.ticket.model.Priority;
import org.poststelle.ticket.model.PromiseState;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.model.ResumeReason;
import org.poststelle.ticket.model.ReturnReason;
import org.poststelle.ticket.model.RoutingDecision;
import org.poststelle.ticket.model.TextKind;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketAction;
import org.poststelle.ticket.model.TicketEvent;
import org.poststelle.ticket.model.TicketQueue;
import org.poststelle.ticket.model.TicketRefusal;
import org.poststelle.ticket.model.TicketState;
import org.poststelle.ticket.release.ReleaseRulesVersions;

/**
 * What can be done to a ticket. Each command is one transaction, or a part of one: state, history, text and event are stored
 * together or not at all.
 */
@ApplicationScoped
@Transactional
public class TicketCommands {

    private final Tickets tickets;
    private final TicketAccesses accesses;
    private final TicketClaims claims;
    private final TicketDrafts drafts;
    private final FiledAnswers filedAnswers;
    private final ReleaseRulesVersions releaseRules;
    private final TicketLinks links;
    private final Duration claimLasts;
    private final Duration replyAwaited;
    private final PersonalTexts texts;
    private final History history;
    private final Outbox outbox;

    /**
     * @param claimLasts how long a ticket stays claimed when nobody prolongs it
     * @param replyAwaited how long an authority waits for a citizen's reply
     */
    TicketCommands(
            Tickets tickets,
            TicketAccesses accesses,
            TicketClaims claims,
            TicketDrafts drafts,
            FiledAnswers filedAnswers,
            ReleaseRulesVersions releaseRules,
            TicketLinks links,
            @ConfigProperty(name = "poststelle.claim.lasts") Duration claimLasts,
            @ConfigProperty(name = "poststelle.question.reply-awaited") Duration replyAwaited,
            PersonalTexts texts,
            History history,
            Outbox outbox) {
        this.tickets = tickets;
        this.accesses = accesses;
        this.claims = claims;
        this.drafts = drafts;
        this.filedAnswers = filedAnswers;
        this.releaseRules = releaseRules;
        this.links = links;
        this.claimLasts = claimLasts;
        this.replyAwaited = replyAwaited;
        this.texts = texts;
        this.history = history;
        this.outbox = outbox;
    }

    /** Who accepts a ticket for the authority works on it. */
    void accept(Clerk clerk, UUID id, long version, Instant at) {
        var _ = change(clerk, id, version, at, ticket -> {
            var accepted = ticket.accept(clerk.authority(), at);
            claims.give(id, clerk.user(), at.plus(claimLasts));
            return accepted;
        });
    }

    void returnToRouting(
            Clerk clerk,
            UUID id,
            long version,
            ReturnReason reason,
            String text,
            @Nullable String proposedAuthority,
            UUID textId,
            Instant at) {
        var ticket = change(
                clerk,
                id,
                version,
                at,
                returned -> returned.returnToRouting(clerk.authority(), reason, proposedAuthority, at));
        history.addText(textId, ticket, TextKind.RETURN, text, at);
    }

    void recall(
            CentreStaff coordinator,
            UUID id,
            long version,
            String text,
            @Nullable String proposedAuthority,
            UUID textId,
            Instant at) {
        var ticket = change(coordinator, id, version, at, recalled -> recalled.recall(proposedAuthority, at));
        history.addText(textId, ticket, TextKind.RETURN, text, at);
    }

    void ask(Clerk clerk, UUID id, long version, String text, UUID questionId, Instant at) {
        var ticket =
                change(clerk, id, version, at, asked -> asked.ask(clerk.authority(), questionId, replyAwaited, at));
        history.addText(questionId, ticket, TextKind.QUESTION, text, at);
    }

    /** Notes what the citizen replied: a clerk for the own authority, the staff of the centre for any. */
    void reply(Caller caller, UUID id, long version, String text, UUID replyId, Instant at) {
        var ticket = change(caller, id, version, at, asked -> {
            TicketPolicy.requireResponsible(caller, asked.situation());
            return asked.resume(ResumeReason.REPLIED, at);
        });
        history.addText(replyId, ticket, TextKind.REPLY, text, at);
    }

    void withdrawQuestion(Clerk clerk, UUID id, long version, Instant at) {
        var _ = change(clerk, id, version, at, ticket -> {
            TicketPolicy.requireResponsible(clerk, ticket.situation());
            return ticket.resume(ResumeReason.WITHDRAWN, at);
        });
    }

    /**
     * Reminds citizens who have not replied for some time, and lets the authorities go on when the time for a reply is over.
     *
     * @return for how many tickets, up to {@code limit}
     */
    int pursueQuestions(int limit, Instant at) {
        var waiting = tickets.lockToPursue(at, limit);
        waiting.forEach(ticket -> record(ticket, ticket.pursueQuestion(at), "ticket-service"));
        tickets.flush();
        return waiting.size();
    }

    void inform(Clerk clerk, UUID id, long version, String text, UUID letterId, Instant at) {
        var ticket = change(clerk, id, version, at, informed -> informed.inform(clerk.authority(), letterId, at));
        history.addText(letterId, ticket, TextKind.INTERIM, text, at);
    }

    /**
     * Answers the citizen, or files the answer where the clerk's authority demands that a second person releases it.
     *
     * @return whether the ticket is answered
     */
    boolean answer(Clerk clerk, UUID id, long version, String text, UUID answerId, Instant at) {
        if (releaseRules.demandRelease(clerk.authority(), existing(id).serviceKey())) {
            file(clerk, id, version, text, answerId, at);
            return false;
        }
        var ticket = change(clerk, id, version, at, answered -> answered.answer(clerk.authority(), answerId, at));
        history.addText(answerId, ticket, TextKind.ANSWER, text, at);
        drafts.discard(id, clerk.user());
        return true;
    }

    /** The author keeps the text as a draft, whatever becomes of the filed answer. */
    private void file(Clerk clerk, UUID id, long version, String text, UUID answerId, Instant at) {
        var ticket = existing(id);
        ticket.requireVersion(version);
        TicketPolicy.requireResponsible(clerk, ticket.situation());
        claims.requireNotOfAnother(id, clerk.user(), at);
        if (filedAnswers
                .findByIdOptional(id)
                .filter(filed -> !filed.author().equals(clerk.user()))
                .isPresent()) {
            throw new TicketRefusal.AwaitsRelease();
        }
        ticket.fileAnswer(clerk.authority(), answerId);
        filedAnswers.file(id, answerId, clerk, text, at);
        drafts.save(id, clerk, text, at);
        history.addAnswerFiled(ticket, clerk.user(), answerId, at);
        tickets.flush();
    }

    /**
     * Gives the citizen the answer that a colleague has filed. That the colleague works on the ticket does not stand in the way.
     *
     * @throws TicketRefusal.SecondPersonNeeded when the clerk has written it
     */
    void releaseAnswer(Clerk clerk, UUID id, long version, UUID answerId, Instant at) {
        var ticket = existing(id);
        ticket.requireVersion(version);
        TicketPolicy.requireResponsible(clerk, ticket.situation());
        var filed = filed(id);
        if (filed.author().equals(clerk.user())) {
            throw new TicketRefusal.SecondPersonNeeded();
        }
        var answered = ticket.releaseAnswer(clerk.authority(), answerId, at);
        history.addAnswerReleased(ticket, clerk.user(), filed.author(), answerId, at);
        record(ticket, answered, clerk.user());
        history.addText(answerId, ticket, TextKind.ANSWER, filed.text(), at);
        filedAnswers.delete(filed);
        drafts.discard(id, filed.author());
        endClaim(ticket);
        tickets.flush();
    }

    /** Refuses to release an answer; authors withdraw their own in this way. */
    void refuseAnswer(Clerk clerk, UUID id, long version, UUID answerId, String text, UUID textId, Instant at) {
        var ticket = existing(id);
        ticket.requireVersion(version);
        TicketPolicy.requireResponsible(clerk, ticket.situation());
        var filed = filed(id);
        ticket.refuseAnswer(clerk.authority(), answerId);
        history.addAnswerRefused(ticket, clerk.user(), filed.author(), answerId, at);
        history.addText(textId, ticket, TextKind.NOTE, text, at);
        filedAnswers.delete(filed);
        tickets.flush();
    }

    private FiledAnswer filed(UUID id) {
        return filedAnswers.findByIdOptional(id).orElseThrow(TicketRefusal.NothingToRelease::new);
    }

    /**
     * Keeps what the clerk has written and not sent.
     *
     * @throws TicketRefusal.NothingToDo when the ticket is closed
     */
    void saveDraft(Clerk clerk, UUID id, String text, Instant at) {
        var ticket = existing(id);
        TicketPolicy.requireResponsible(clerk, ticket.situation());
        if (ticket.state() == TicketState.CLOSED) {
            throw new TicketRefusal.NothingToDo(ticket.state());
        }
        drafts.save(id, clerk, text, at);
    }

    void discardDraft(Clerk clerk, UUID id) {
        var _ = existing(id);
        drafts.discard(id, clerk.user());
    }

    /**
     * A clerk documents it for the own authority, the staff of the centre for any once the answer is written.
     *
     * @throws TicketRefusal.AnswerUndocumented when the answer was given on the phone and the note does not say which
     */
    void callBack(
            Caller caller,
            UUID id,
            long version,
            CallbackOutcome outcome,
            @Nullable String note,
            UUID noteId,
            Instant at) {
        var ticket = change(caller, id, version, at, called -> {
            TicketPolicy.requireResponsible(caller, called.situation());
            if (called.state() == TicketState.ACCEPTED) {
                if (!(caller instanceof Clerk)) {
                    throw new TicketRefusal.InvalidTransition(TicketAction.CALL_BACK, called.state());
                }
                if (outcome == CallbackOutcome.REACHED && (note == null || note.isBlank())) {
                    throw new TicketRefusal.AnswerUndocumented();
                }
            }
            return called.callBack(outcome, at);
        });
        if (note != null) {
            history.addText(noteId, ticket, TextKind.CALLBACK, note, at);
        }
    }

    /** A clerk documents it for the own authority, the staff of the centre for any. */
    void sendLetter(Caller caller, UUID id, long version, Instant at) {
        var _ = change(caller, id, version, at, ticket -> {
            TicketPolicy.requireResponsible(caller, ticket.situation());
            return ticket.sendLetter(at);
        });
    }

    /**
     * Corrects what an enquiry is about, or where: routing decides again. The same again changes nothing.
     *
     * @throws TicketRefusal when it is too late, or somebody else works on the ticket
     */
    void reclassify(Caller caller, UUID id, long version, String serviceKey, String regionKey, Instant at) {
        changeIfNeeded(caller, id, version, at, ticket -> {
            TicketPolicy.requireResponsible(caller, ticket.situation());
            return ticket.reclassify(serviceKey, regionKey, at);
        });
    }

    /**
     * Says how urgent a ticket is. The same again changes nothing.
     *
     * @param reason why it is, to colleagues; without, nothing is noted
     * @throws TicketRefusal when it is closed, or somebody else works on it
     */
    void prioritise(
            Caller caller,
            UUID id,
            long version,
            Priority priority,
            @Nullable String reason,
            UUID reasonId,
            Instant at) {
        var prioritised = changeIfNeeded(caller, id, version, at, ticket -> {
            TicketPolicy.requireResponsible(caller, ticket.situation());
            return ticket.prioritise(priority, at);
        });
        if (prioritised.isPresent() && reason != null) {
            history.addText(reasonId, prioritised.get(), TextKind.PRIORITY, reason, at);
        }
    }

    /**
     * Corrects how the citizen is reached; the history keeps what was written down before. The same again changes nothing.
     *
     * @param formerId the id for the text with the former contact
     */
    void correctContact(
            Caller caller, UUID id, long version, ReplyChannel channel, Contact contact, UUID formerId, Instant at) {
        var corrected = changeIfNeeded(caller, id, version, at, ticket -> {
            TicketPolicy.requireResponsible(caller, ticket.situation());
            var former = texts.enquiry(id).map(Enquiry::contact);
            if (channel == ticket.replyChannel()
                    && former.filter(contact::equals).isPresent()) {
                return Optional.empty();
            }
            var formerMail = former.map(Contact::email);
            return Optional.of(
                    ticket.correctContact(channel, !formerMail.equals(Optional.ofNullable(contact.email())), at));
        });
        if (corrected.isPresent()) {
            var enquiry = texts.enquiry(id).orElseThrow();
            history.addText(
                    formerId,
                    corrected.get(),
                    TextKind.FORMER_CONTACT,
                    enquiry.contact().asText(),
                    at);
            texts.correct(enquiry, contact);
        }
    }

    /** @param text what the citizen is told; without, nothing */
    void close(
            Caller caller,
            UUID id,
            long version,
            ClosureOutcome outcome,
            @Nullable String text,
            UUID textId,
            Instant at) {
        var ticket = change(caller, id, version, at, closed -> {
            TicketPolicy.requireResponsible(caller, closed.situation());
            var canBeCalled = outcome == ClosureOutcome.UNREACHABLE
                    && texts.enquiry(id)
                            .map(Enquiry::contact)
                            .map(Contact::phone)
                            .isPresent();
            return closed.close(outcome, text == null ? null : textId, canBeCalled, at);
        });
        if (text != null) {
            history.addText(textId, ticket, TextKind.CLOSURE, text, at);
        }
    }

    void reopen(CentreStaff staff, UUID id, long version, String text, UUID textId, Instant at) {
        var ticket = change(staff, id, version, at, closed -> closed.reopen(at));
        history.addText(textId, ticket, TextKind.REOPENING, text, at);
    }

    /**
     * Notes what colleagues should know, in any state of the ticket: the centre and the authority that has it read it.
     *
     * @return the number of the entry in the history
     */
    int writeNote(Caller caller, UUID id, String text, UUID noteId, Instant at) {
        var ticket = existing(id);
        TicketPolicy.requireResponsible(caller, ticket.situation());
        if (ticket.isErased()) {
            throw new TicketRefusal.AlreadyErased();
        }
        var entry = history.addNote(noteId, ticket, caller.user(), text, at);
        tickets.flush();
        return entry;
    }

    /**
     * Notes when the caller's authority, or centre, wants to look at the ticket again. The others do not see that.
     *
     * @param on null for no more
     * @throws TicketRefusal.NothingToDo when the ticket is closed
     */
    void followUp(Caller caller, UUID id, @Nullable LocalDate on) {
        var ticket = existing(id);
        TicketPolicy.requireResponsible(caller, ticket.situation());
        if (on != null && ticket.state() == TicketState.CLOSED) {
            throw new TicketRefusal.NothingToDo(ticket.state());
        }
        accesses.followUp(id, AccessScope.of(caller), on);
    }

    /**
     * Notes that a ticket belongs to another one. The same again changes nothing.
     *
     * @throws TicketRefusal.LinkedInACircle when it would belong to itself, or be a duplicate of its own duplicate
     */
    void link(CentreStaff staff, UUID id, UUID otherId, LinkKind kind, Instant at) {
        tickets.lockAll(Stream.of(id, otherId).collect(toUnmodifiableSet()));
        var ticket = existing(id);
        var other = existing(otherId);
        if (id.equals(otherId) || (kind == LinkKind.DUPLICATE_OF && links.isDuplicateOf(otherId, id))) {
            throw new TicketRefusal.LinkedInACircle();
        }
        if (links.add(id, otherId, kind, staff.user(), at)) {
            history.addLinked(ticket, staff.user(), id, otherId, kind, at);
            history.addLinked(other, staff.user(), id, otherId, kind, at);
        }
        tickets.flush();
    }

    /**
     * Closes a ticket as a duplicate of another one, which is answered instead.
     *
     * @throws TicketRefusal when the other one is closed, of another centre or citizen, or a duplicate of this one
     */
    void merge(Caller caller, UUID id, long version, UUID intoId, Instant at) {
        tickets.lockAll(Stream.of(id, intoId).collect(toUnmodifiableSet()));
        var into = existing(intoId);
        var ticket = change(caller, id, version, at, merged -> {
            TicketPolicy.requireResponsible(caller, merged.situation());
            if (id.equals(intoId) || links.isDuplicateOf(intoId, id)) {
                throw new TicketRefusal.LinkedInACircle();
            }
            return merged.mergeInto(into, isAnsweredWith(id, into), at);
        });
        if (links.add(id, intoId, LinkKind.DUPLICATE_OF, caller.user(), at)) {
            history.addLinked(ticket, caller.user(), id, intoId, LinkKind.DUPLICATE_OF, at);
            history.addLinked(into, caller.user(), id, intoId, LinkKind.DUPLICATE_OF, at);
        }
        tickets.flush();
    }

    /** Whether the answer to the other ticket goes to where the citizen of the ticket is reached, too. */
    private boolean isAnsweredWith(UUID id, Ticket other) {
        var contact = texts.enquiry(id).map(Enquiry::contact);
        var otherContact = texts.enquiry(other.id()).map(Enquiry::contact);
        return contact.isPresent()
                && otherContact.isPresent()
                && contact.get().isReachedLike(otherContact.get(), other.replyChannel());
    }

    /** A ticket does not belong to another one, or no longer. */
    void unlink(CentreStaff staff, UUID id, UUID otherId, Instant at) {
        tickets.lockAll(Stream.of(id, otherId).collect(toUnmodifiableSet()));
        var ticket = existing(id);
        var other = existing(otherId);
        if (links.remove(id, otherId)) {
            history.addUnlinked(ticket, staff.user(), id, otherId, at);
            history.addUnlinked(other, staff.user(), id, otherId, at);
        }
        tickets.flush();
    }

    /**
     * Says who works on the ticket: the clerk, or a colleague to whom the clerk hands it. Again by the same one prolongs it.
     *
     * @throws TicketRefusal.Claimed when a colleague works on it
     */
    void claim(Clerk clerk, UUID id, String user, Instant at) {
        var ticket = existing(id);
        TicketPolicy.requireResponsible(clerk, ticket.situation());
        if (!TicketQueue.ofCentre(ticket.situation()).isWorkOfAuthority()) {
            throw new TicketRefusal.NothingToDo(ticket.state());
        }
        claims.requireNotOfAnother(id, clerk.user(), at);
        if (claims.findByIdOptional(id).filter(claim -> claim.isOf(user, at)).isEmpty()) {
            history.addClaimed(ticket, clerk.user(), user, at);
        }
        claims.give(id, user, at.plus(claimLasts));
        tickets.flush();
    }

    /** Nobody works on the ticket any more. Clerks give back what is theirs, a coordinator whatever lies too long. */
    void release(Caller caller, UUID id, Instant at) {
        var ticket = existing(id);
        TicketPolicy.requireResponsible(caller, ticket.situation());
        if (caller instanceof Clerk) {
            claims.requireNotOfAnother(id, caller.user(), at);
        }
        if (claims.deleteById(id)) {
            history.addReleased(ticket, caller.user(), at);
        }
        tickets.flush();
    }

    /**
     * Erases what is personal about a closed ticket. Doing it again changes nothing.
     *
     * @throws TicketRefusal when it is open or on hold
     */
    public void erase(CentreStaff coordinator, UUID id, long version, Instant at) {
        var ticket = existing(id);
        if (ticket.isErased()) {
            return;
        }
        ticket.requireVersion(version);
        record(ticket, ticket.erase(at), coordinator.user());
        texts.erase(Set.of(id));
        tickets.flush();
    }

    /**
     * Erases what is personal about tickets that were closed as long ago as their centre keeps it.
     *
     * @param closedBefore for tickets of centres that have not said for how long
     * @return how many, up to {@code limit}
     */
    public int eraseClosed(Instant closedBefore, int limit, Instant at) {
        var closed = tickets.lockToErase(closedBefore, limit, at);
        if (closed.isEmpty()) {
            return 0;
        }
        outbox.storeTogether(() -> closed.forEach(ticket -> record(ticket, ticket.erase(at), "ticket-service")));
        texts.erase(closed.stream().map(Ticket::id).collect(toUnmodifiableSet()));
        tickets.flush();
        return closed.size();
    }

    /**
     * Keeps a ticket from being erased, or ends that.
     *
     * @param reason why, or null to end it
     */
    public void hold(CentreStaff coordinator, UUID id, @Nullable String reason, Instant at) {
        var ticket = existing(id);
        if (ticket.hold(reason)) {
            history.addHold(ticket, coordinator.user(), reason, at);
        }
        tickets.flush();
    }

    /** Locks the tickets that the events of a transaction are about, in one query. */
    @Transactional(TxType.MANDATORY)
    public void prepare(Set<UUID> ids) {
        tickets.lockAll(ids);
    }

    /**
     * Applies a decision of routing. A decision that comes too late (the ticket was closed or reclassified meanwhile, or the hop was
     * decided already) changes nothing.
     *
     * @return whether the ticket was forwarded
     */
    @Transactional(TxType.MANDATORY)
    public boolean forward(IncomingEvent event, RoutingDecision decision, Instant at) {
        var ticket = existing(event.ticketId());
        history.add(ticket, event, "routing-service");
        if (!ticket.awaits(decision)) {
            return false;
        }
        record(ticket, ticket.forward(decision, at), "routing-service");
        return true;
    }

    /** Notes what sla-service said: until when an answer is promised, and what became of it. */
    @Transactional(TxType.MANDATORY)
    public void notePromise(IncomingEvent event, Instant dueAt, PromiseState state) {
        var ticket = existing(event.ticketId());
        var known = ticket.dueAt();
        ticket.notePromise(dueAt, state);
        if (!dueAt.equals(known)) {
            accesses.followPromise(ticket);
        }
        history.add(ticket, event, "sla-service");
    }

    /** Notes what another service did, which changes nothing about the ticket. */
    @Transactional(TxType.MANDATORY)
    public void note(IncomingEvent event, String service) {
        history.add(existing(event.ticketId()), event, service);
    }

    /** Notes that a mail with a letter will not reach the citizen. An answer is told in a call then. */
    @Transactional(TxType.MANDATORY)
    public void noteUndelivered(IncomingEvent event, UUID letterId) {
        var ticket = existing(event.ticketId());
        ticket.noteUndelivered(letterId, event.time())
                .ifPresent(undelivered -> record(ticket, undelivered, "notification-service"));
    }

    /** Notes that a mail with a letter was taken by the mail server, perhaps after it had failed. */
    @Transactional(TxType.MANDATORY)
    public void noteDelivered(IncomingEvent event, UUID letterId) {
        var ticket = existing(event.ticketId());
        ticket.noteDelivered(letterId, event.time())
                .ifPresent(delivered -> record(ticket, delivered, "notification-service"));
    }

    private Ticket change(Caller caller, UUID id, long version, Instant at, Function<Ticket, TicketEvent> command) {
        return changeIfNeeded(caller, id, version, at, ticket -> Optional.of(command.apply(ticket)))
                .orElseThrow();
    }

    private Optional<Ticket> changeIfNeeded(
            Caller caller,
            UUID id,
            long version,
            Instant at,
            Function<Ticket, Optional<? extends TicketEvent>> command) {
        var ticket = existing(id);
        ticket.requireVersion(version);
        // a former authority does not hear who works on it now; the command refuses it
        if (caller instanceof Clerk clerk && ticket.situation().isWith(clerk.authority())) {
            claims.requireNotOfAnother(id, clerk.user(), at);
        }
        var event = command.apply(ticket);
        if (event.isEmpty()) {
            return Optional.empty();
        }
        record(ticket, event.get(), caller.user());
        endClaim(ticket);
        tickets.flush();
        if (ticket.hasUnwrittenEvent()) {
            throw new IllegalStateException(
                    "An event of the ticket that changes nothing would share its version with the next");
        }
        return Optional.of(ticket);
    }

    private void endClaim(Ticket ticket) {
        if (!TicketQueue.ofCentre(ticket.situation()).isWorkOfAuthority()) {
            claims.deleteById(ticket.id());
        }
    }

    private void record(Ticket ticket, TicketEvent event, String actor) {
        // before the event, whose entry is the last one and gets the text
        ticket.takeDroppedAnswer().ifPresent(dropped -> {
            filedAnswers.deleteById(ticket.id());
            history.addAnswerDropped(ticket, actor, dropped, event.at());
        });
        var version = ticket.announce();
        history.add(ticket, event, version, actor, event.at());
        accesses.follow(ticket);
        outbox.record(event, version, ticket.centre(), event.at());
    }

    private Ticket existing(UUID id) {
        return tickets.lock(id).orElseThrow(() -> new TicketRefusal.NotFound(id));
    }
}
