package org.poststelle.ticket.model;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLock;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.Aggregate;
import org.poststelle.ticket.model.TicketEvent.Accepted;
import org.poststelle.ticket.model.TicketEvent.AnswerDelivered;
import org.poststelle.ticket.model.TicketEvent.AnswerUndelivered;
import org.poststelle.ticket.model.TicketEvent.Answered;
import org.poststelle.ticket.model.TicketEvent.CallbackAttempted;
import org.poststelle.ticket.model.TicketEvent.Closed;
import org.poststelle.ticket.model.TicketEvent.ContactCorrected;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.model.TicketEvent.Erased;
import org.poststelle.ticket.model.TicketEvent.Forwarded;
import org.poststelle.ticket.model.TicketEvent.Informed;
import org.poststelle.ticket.model.TicketEvent.LetterSent;
import org.poststelle.ticket.model.TicketEvent.Prioritised;
import org.poststelle.ticket.model.TicketEvent.Reclassified;
import org.poststelle.ticket.model.TicketEvent.Reminded;
import org.poststelle.ticket.model.TicketEvent.Reopened;
import org.poststelle.ticket.model.TicketEvent.Resumed;
import org.poststelle.ticket.model.TicketEvent.Returned;
import org.poststelle.ticket.model.TicketEvent.Waiting;

/**
 * An enquiry on its way to an answer. A command checks whether it is possible, changes the ticket and returns the event.
 */
@Entity
@DynamicUpdate
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class Ticket extends Aggregate {

    /** So many calls in vain, and a citizen counts as unreachable. */
    private static final int CALLS = 3;

    @Id
    private UUID id;

    private String reference;
    private String centre;
    private String serviceKey;
    private String regionKey;

    @Enumerated(EnumType.STRING)
    private ReplyChannel replyChannel;

    @Enumerated(EnumType.STRING)
    private IntakeChannel intakeChannel;

    private @Nullable String partner;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    @Enumerated(EnumType.STRING)
    private TicketState state;

    private @Nullable String authority;
    private int hop;
    private boolean citizenReached;
    private @Nullable UUID answerId;
    private boolean answerUndelivered;
    private int callbackAttempts;

    /** Counted so that a letter is a change even where nothing else is. */
    @SuppressWarnings("unused")
    private int letters;

    /** Counted so that a corrected address, which is kept elsewhere, is a change. */
    @SuppressWarnings("unused")
    private int corrections;

    private @Nullable UUID questionId;
    private @Nullable Instant replyBy;

    @SuppressWarnings("unused") // read in queries
    private @Nullable Instant questionNextAt;

    private Instant receivedAt;

    @SuppressWarnings("unused") // read in queries
    private @Nullable Instant closedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable ClosureOutcome closure;

    private @Nullable Instant erasedAt;

    // what other services say is not a change of the ticket

    @OptimisticLock(excluded = true)
    private @Nullable Instant dueAt;

    @Enumerated(EnumType.STRING)
    @OptimisticLock(excluded = true)
    private @Nullable PromiseState promise;

    @OptimisticLock(excluded = true)
    private int historyLength;

    // keeping what is needed in a dispute is no step on the ticket's way

    @OptimisticLock(excluded = true)
    private @Nullable String legalHold;

    // what waits for its release is told to nobody

    @OptimisticLock(excluded = true)
    private @Nullable UUID filedAnswerId;

    @Transient
    private @Nullable UUID droppedAnswerId;

    // nor is what was added to it

    @OptimisticLock(excluded = true)
    private int attachments;

    /** For Hibernate. */
    protected Ticket() {}

    /**
     * The ticket that begins with the event.
     *
     * @param centre the service centre it belongs to
     */
    public Ticket(Created created, String centre) {
        this.id = created.ticketId();
        this.reference = created.reference();
        this.centre = centre;
        this.serviceKey = created.serviceKey();
        this.regionKey = created.regionKey();
        this.replyChannel = created.replyChannel();
        this.intakeChannel = created.intakeChannel();
        this.partner = created.partner();
        this.priority = created.priority();
        this.state = TicketState.NEW;
        this.receivedAt = created.receivedAt();
    }

    /**
     * Whether the ticket waits for a decision of routing, and for this one: not for one that came late, nor for one on a service or
     * region that was corrected meanwhile.
     */
    public boolean awaits(RoutingDecision decision) {
        return TicketAction.FORWARD.isPossibleIn(state)
                && decision.hop() > hop
                && decision.serviceKey().equals(serviceKey)
                && decision.regionKey().equals(regionKey);
    }

    /** Gives the ticket to the authority that routing decided on. */
    public Forwarded forward(RoutingDecision decision, Instant at) {
        change(TicketAction.FORWARD);
        hop = decision.hop();
        authority = decision.authority();
        return new Forwarded(id, decision.id(), decision.authority(), hop, at);
    }

    /** The authority that has it begins to work. */
    public Accepted accept(String byAuthority, Instant at) {
        requireAssignedTo(byAuthority);
        change(TicketAction.ACCEPT);
        return new Accepted(id, byAuthority, at);
    }

    /** The authority that has it is not competent. The citizen's due time does not move. */
    public Returned returnToRouting(
            String byAuthority, ReturnReason reason, @Nullable String proposedAuthority, Instant at) {
        requireAssignedTo(byAuthority);
        change(TicketAction.RETURN);
        return new Returned(id, byAuthority, reason, proposedAuthority, hop, at);
    }

    /** A coordinator takes it back from the authority that has it, which does not get it again. */
    public Returned recall(@Nullable String proposedAuthority, Instant at) {
        change(TicketAction.RECALL);
        return new Returned(id, Objects.requireNonNull(authority), ReturnReason.RECALLED, proposedAuthority, hop, at);
    }

    /**
     * The authority that has it asks the citizen the question with the id. Half of the time later the citizen is reminded.
     *
     * @param waits how long a reply is awaited
     */
    public Waiting ask(String byAuthority, UUID question, Duration waits, Instant at) {
        requireAssignedTo(byAuthority);
        requireSomebodyToTell();
        change(TicketAction.ASK);
        var until = at.plus(waits);
        questionId = question;
        replyBy = until;
        questionNextAt = at.plus(waits.dividedBy(2));
        return new Waiting(id, byAuthority, question, replyChannel, until, at);
    }

    /**
     * What is to be done about a question for which nobody has done anything so far: the citizen is reminded, and when the time is
     * over, too, the authority goes on without a reply.
     */
    public TicketEvent pursueQuestion(Instant at) {
        var until = Objects.requireNonNull(replyBy);
        if (!until.isAfter(at)) {
            return resume(ResumeReason.NO_REPLY, at);
        }
        questionNextAt = until;
        return new Reminded(id, Objects.requireNonNull(questionId), replyChannel, until, at);
    }

    /** The authority that asked goes on, with or without a reply. */
    public Resumed resume(ResumeReason reason, Instant at) {
        var answered = questionId;
        change(reason == ResumeReason.REPLIED ? TicketAction.REPLY : TicketAction.WITHDRAW_QUESTION);
        return new Resumed(id, Objects.requireNonNull(authority), Objects.requireNonNull(answered), reason, at);
    }

    /** The authority that has it has written a letter with the id, which is no answer yet. */
    public Informed inform(String byAuthority, UUID letter, Instant at) {
        requireAssignedTo(byAuthority);
        requireSomebodyToTell();
        require(TicketAction.INFORM);
        letters++;
        return new Informed(id, byAuthority, letter, replyChannel, at);
    }

    /** The authority that has it has written the answer with the id, or another after that: the citizen has yet to hear it. */
    public Answered answer(String byAuthority, UUID answerId, Instant at) {
        requireAssignedTo(byAuthority);
        change(TicketAction.ANSWER);
        letters++;
        citizenReached = false;
        this.answerId = answerId;
        answerUndelivered = false;
        return new Answered(id, byAuthority, answerId, replyChannel, at);
    }

    /**
     * Files the answer with the id until a second person releases it, in the place of one that was filed before. The ticket stays as it
     * is. Whatever moves it drops the filed answer.
     */
    public void fileAnswer(String byAuthority, UUID answer) {
        requireAssignedTo(byAuthority);
        require(TicketAction.ANSWER);
        filedAnswerId = answer;
    }

    /**
     * The filed answer is given.
     *
     * @throws TicketRefusal.NothingToRelease when it is not the one that is filed now
     */
    public Answered releaseAnswer(String byAuthority, UUID answer, Instant at) {
        refuseAnswer(byAuthority, answer);
        return answer(byAuthority, answer, at);
    }

    /**
     * The filed answer is not given.
     *
     * @throws TicketRefusal.NothingToRelease when it is not the one that is filed now
     */
    public void refuseAnswer(String byAuthority, UUID answer) {
        requireAssignedTo(byAuthority);
        if (!answer.equals(filedAnswerId)) {
            throw new TicketRefusal.NothingToRelease();
        }
        filedAnswerId = null;
    }

    /** The filed answer that the last change has dropped, if it did; asked once. */
    public Optional<UUID> takeDroppedAnswer() {
        var dropped = Optional.ofNullable(droppedAnswerId);
        droppedAnswerId = null;
        return dropped;
    }

    /**
     * The mail with a letter will not reach the citizen. If the letter was the answer, the citizen is to be called, even where the ticket
     * was closed in the belief that they had it.
     *
     * @return what is told of it; nothing where it was another letter, that is known, or nobody waits for it any more
     */
    public Optional<AnswerUndelivered> noteUndelivered(UUID letter, Instant at) {
        if (answerUndelivered || !letter.equals(answerId)) {
            return Optional.empty();
        }
        if (state == TicketState.CLOSED) {
            if (closure != ClosureOutcome.ANSWERED || citizenReached || isErased()) {
                return Optional.empty();
            }
            moveTo(TicketState.ANSWERED);
            closedAt = null;
            closure = null;
        }
        answerUndelivered = true;
        return Optional.of(new AnswerUndelivered(id, letter, at));
    }

    /**
     * The mail with a letter was taken by the mail server. If the letter was an answer that had failed before, the citizen has it now.
     *
     * @return what is told of it; nothing where there is no more to it
     */
    public Optional<AnswerDelivered> noteDelivered(UUID letter, Instant at) {
        if (!answerUndelivered || !letter.equals(answerId)) {
            return Optional.empty();
        }
        answerUndelivered = false;
        return Optional.of(new AnswerDelivered(id, letter, at));
    }

    /**
     * Documents a callback; the first that reaches the citizen is the last. Where the authority works on the ticket the answer may be
     * given on the phone, without one that is written.
     */
    public CallbackAttempted callBack(CallbackOutcome outcome, Instant at) {
        if (!situation().isByCall()) {
            throw new TicketRefusal.CallbackNotRequested();
        }
        if (authority == null || !situation().allows(TicketAction.CALL_BACK)) {
            throw new TicketRefusal.InvalidTransition(TicketAction.CALL_BACK, state);
        }
        callbackAttempts++;
        if (outcome == CallbackOutcome.REACHED) {
            citizenReached = true;
            moveTo(TicketState.ANSWERED);
        }
        return new CallbackAttempted(id, authority, outcome, at);
    }

    /**
     * Documents that the letter with the answer was sent: the citizen has it by that, unless it is corrected later, which takes another
     * letter.
     *
     * @throws TicketRefusal.LetterNotRequested when the answer goes another way
     */
    public LetterSent sendLetter(Instant at) {
        if (!situation().isByLetter()) {
            throw new TicketRefusal.LetterNotRequested();
        }
        if (authority == null || !situation().allows(TicketAction.SEND_LETTER)) {
            throw new TicketRefusal.InvalidTransition(TicketAction.SEND_LETTER, state);
        }
        citizenReached = true;
        return new LetterSent(id, authority, at);
    }

    /**
     * The service or the region was mistaken: routing decides again, and whoever has the ticket has it no longer.
     *
     * @return what is told of it; nothing where it was the same before
     */
    public Optional<Reclassified> reclassify(String service, String region, Instant at) {
        require(TicketAction.RECLASSIFY);
        if (service.equals(serviceKey) && region.equals(regionKey)) {
            return Optional.empty();
        }
        change(TicketAction.RECLASSIFY);
        serviceKey = service;
        regionKey = region;
        authority = null;
        return Optional.of(new Reclassified(id, service, region, at));
    }

    /**
     * The ticket is more urgent than before, or less. Whoever has it continues with it.
     *
     * @return what is told of it; nothing where it was the same before
     */
    public Optional<Prioritised> prioritise(Priority newPriority, Instant at) {
        require(TicketAction.PRIORITISE);
        if (newPriority == priority) {
            return Optional.empty();
        }
        priority = newPriority;
        return Optional.of(new Prioritised(id, newPriority, at));
    }

    /**
     * The citizen is reached in another way than it was written down. What was asked or answered and may not have arrived goes to the
     * new address.
     *
     * @param mailIsNew whether mail goes to another address than before
     * @throws TicketRefusal.AlreadyHeard when the channel changes after the answer has arrived
     */
    public ContactCorrected correctContact(ReplyChannel channel, boolean mailIsNew, Instant at) {
        if (!situation().allows(TicketAction.CORRECT_CONTACT)) {
            throw new TicketRefusal.ClosedForGood();
        }
        if (channel != replyChannel
                && (state == TicketState.CLOSED || situation().hasHeard())) {
            throw new TicketRefusal.AlreadyHeard();
        }
        var sendAgain = channel == ReplyChannel.EMAIL && (mailIsNew || channel != replyChannel);
        var counts = sendAgain || (channel == ReplyChannel.NONE && channel != replyChannel);
        var answer = counts && state == TicketState.ANSWERED && !citizenReached ? answerId : null;
        replyChannel = channel;
        corrections++;
        if (answer != null) {
            answerUndelivered = false;
        }
        return new ContactCorrected(id, channel, sendAgain ? questionId : null, sendAgain ? replyBy : null, answer, at);
    }

    /**
     * Ends the ticket. Answered is what the citizen has heard or was sent; unreachable who was to be called in vain; withdrawn anything that
     * is still open.
     *
     * @param letter what the citizen is told, which may be missing only when the enquiry was answered
     * @param canBeCalled whether there is a phone number: then nobody is unreachable before several calls
     */
    public Closed close(ClosureOutcome outcome, @Nullable UUID letter, boolean canBeCalled, Instant at) {
        var hasHeard = situation().hasHeard();
        var fits = switch (outcome) {
            case ANSWERED -> hasHeard;
            case UNREACHABLE -> state == TicketState.ANSWERED && situation().isByCall() && !hasHeard;
            case WITHDRAWN -> !hasHeard;
            case DUPLICATE -> false; // only by merging
        };
        if (state != TicketState.CLOSED && !fits) {
            throw new TicketRefusal.OutcomeNotAllowed(outcome);
        }
        if (outcome == ClosureOutcome.UNREACHABLE && canBeCalled && callbackAttempts < CALLS) {
            throw new TicketRefusal.TooFewCalls(CALLS - callbackAttempts);
        }
        if (outcome != ClosureOutcome.ANSWERED && letter == null) {
            throw new TicketRefusal.ClosureUnexplained();
        }
        change(TicketAction.CLOSE);
        closedAt = at;
        closure = outcome;
        return new Closed(id, outcome, letter, replyChannel, at);
    }

    /**
     * Ends the ticket because another one is answered instead. The citizen is told nothing of that.
     *
     * @param into the other one
     * @param sameCitizen whether the answer to the other one reaches the citizen of this one
     */
    public Closed mergeInto(Ticket into, boolean sameCitizen, Instant at) {
        require(TicketAction.MERGE);
        if (!into.centre.equals(centre)) {
            throw new TicketRefusal.OtherCentre();
        }
        if (into.state == TicketState.CLOSED) {
            throw new TicketRefusal.MergedIntoClosed();
        }
        if (!sameCitizen) {
            throw new TicketRefusal.OtherCitizen();
        }
        change(TicketAction.MERGE);
        closedAt = at;
        closure = ClosureOutcome.DUPLICATE;
        return new Closed(id, ClosureOutcome.DUPLICATE, null, replyChannel, at);
    }

    /**
     * The answer was not enough: the authority that gave it has the ticket again, as if it had just come.
     *
     * @throws TicketRefusal.ClosedForGood when the enquiry was withdrawn, or the ticket is merged or erased
     */
    public Reopened reopen(Instant at) {
        require(TicketAction.REOPEN);
        if (situation().closedForGood()) {
            throw new TicketRefusal.ClosedForGood();
        }
        change(TicketAction.REOPEN);
        citizenReached = false;
        callbackAttempts = 0;
        answerId = null;
        answerUndelivered = false;
        closedAt = null;
        closure = null;
        return new Reopened(id, Objects.requireNonNull(authority), serviceKey, regionKey, at);
    }

    /**
     * Forgets whose ticket it was and what was written about it; that it was there, and what happened to it, stays.
     *
     * @throws TicketRefusal.NotClosed while there is still somebody to answer
     * @throws TicketRefusal.OnHold while it is needed in a dispute
     */
    public Erased erase(Instant at) {
        if (state != TicketState.CLOSED) {
            throw new TicketRefusal.NotClosed();
        }
        if (legalHold != null) {
            throw new TicketRefusal.OnHold();
        }
        erasedAt = at;
        attachments = 0;
        return new Erased(id, at);
    }

    /** Whether it was erased: there is nothing personal left. */
    public boolean isErased() {
        return erasedAt != null;
    }

    /**
     * Keeps the ticket from being erased.
     *
     * @param reason why, without anything personal; null to end the hold
     * @return whether that changes anything
     */
    public boolean hold(@Nullable String reason) {
        var changes = !Objects.equals(legalHold, reason);
        legalHold = reason;
        return changes;
    }

    /**
     * Notes that a file is attached.
     *
     * @param limit how many a ticket has at most
     * @throws TicketRefusal.TooManyAttachments when it has them
     */
    public void attach(int limit) {
        if (attachments >= limit) {
            throw new TicketRefusal.TooManyAttachments(limit);
        }
        attachments++;
    }

    /**
     * Notes that a file is not attached any more.
     *
     * @throws TicketRefusal.OnHold when the ticket is needed as it is
     */
    public void detach() {
        if (legalHold != null) {
            throw new TicketRefusal.OnHold();
        }
        attachments--;
    }

    /** Notes what sla-service said: until when an answer is promised, and what became of it. */
    public void notePromise(Instant promisedUntil, PromiseState promiseState) {
        dueAt = promisedUntil;
        promise = promiseState;
    }

    /**
     * The number of the next entry of the ticket's history. Entries are numbered under the ticket's lock, so that their order is
     * the order of the commits and readers that continue after an entry miss none.
     */
    public int nextHistoryEntry() {
        return ++historyLength;
    }

    /** The number of the last entry of the ticket's history. */
    public int lastHistoryEntry() {
        return historyLength;
    }

    /**
     * Refuses a change that was decided on another version than the current one.
     *
     * @throws TicketRefusal.Stale when it was
     */
    public void requireVersion(long known) {
        if (version() != known) {
            throw new TicketRefusal.Stale(known, version());
        }
    }

    /** What decides who may do what with it. */
    public Situation situation() {
        return new Situation(
                state,
                authority,
                replyChannel,
                citizenReached,
                answerUndelivered,
                isErased() || (closure != null && closure.isForGood()));
    }

    public UUID id() {
        return id;
    }

    /** What people call it, such as {@code KO-2026-000123}. */
    public String reference() {
        return reference;
    }

    /** The service centre it belongs to. */
    public String centre() {
        return centre;
    }

    /** The public service: 14 digits, or {@code local:} and a name. */
    public String serviceKey() {
        return serviceKey;
    }

    /** The place of the enquiry: 12 digits (ARS). */
    public String regionKey() {
        return regionKey;
    }

    public ReplyChannel replyChannel() {
        return replyChannel;
    }

    /** How the enquiry came in. */
    public IntakeChannel intakeChannel() {
        return intakeChannel;
    }

    /** The centre whose calls were taken over, or that handed this one over, where it is known. */
    public @Nullable String partner() {
        return partner;
    }

    /** How urgent it is. */
    public Priority priority() {
        return priority;
    }

    public TicketState state() {
        return state;
    }

    /** Who answers it; the last one while it is returned; none before the first decision. */
    public @Nullable String authority() {
        return authority;
    }

    /** How often routing has decided on it, up to the decision that was applied last. */
    public int hop() {
        return hop;
    }

    /** How often somebody tried to call the citizen back. */
    public int callbackAttempts() {
        return callbackAttempts;
    }

    /** Until when the citizen was promised an answer; none until sla-service has said so. */
    public @Nullable Instant dueAt() {
        return dueAt;
    }

    /** What became of the promise. */
    public @Nullable PromiseState promise() {
        return promise;
    }

    /** When the citizen called. */
    public Instant receivedAt() {
        return receivedAt;
    }

    private void require(TicketAction action) {
        if (!action.isPossibleIn(state)) {
            throw new TicketRefusal.InvalidTransition(action, state);
        }
    }

    private void change(TicketAction action) {
        require(action);
        moveTo(Objects.requireNonNull(action.target()));
    }

    private void moveTo(TicketState next) {
        state = next;
        droppedAnswerId = filedAnswerId;
        filedAnswerId = null;
        questionId = null;
        replyBy = null;
        questionNextAt = null;
    }

    /** Before the state, so that a former authority learns that the ticket is elsewhere and not what happens there. */
    private void requireAssignedTo(String byAuthority) {
        if (!byAuthority.equals(authority)) {
            throw new TicketRefusal.NotAssigned();
        }
    }

    private void requireSomebodyToTell() {
        if (situation().isAnonymous()) {
            throw new TicketRefusal.Anonymous();
        }
    }
}
