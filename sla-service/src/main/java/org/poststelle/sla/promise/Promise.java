package org.poststelle.sla.promise;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.Aggregate;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.sla.calendar.ServiceCalendar;
import org.poststelle.sla.calendar.ServiceTime;
import org.poststelle.sla.calendar.SkippedDay;
import org.poststelle.sla.policy.Escalation;
import org.poststelle.sla.policy.Mode;
import org.poststelle.sla.policy.Recipient;
import org.poststelle.sla.policy.Stage;
import org.poststelle.sla.policy.Target;
import org.poststelle.sla.promise.Deadlines.Reckoned;
import org.poststelle.sla.promise.SlaEvent.Breached;
import org.poststelle.sla.promise.SlaEvent.Met;
import org.poststelle.sla.promise.SlaEvent.Paused;
import org.poststelle.sla.promise.SlaEvent.Promised;
import org.poststelle.sla.promise.SlaEvent.Resumed;
import org.poststelle.sla.promise.SlaEvent.TargetMissed;
import org.poststelle.sla.promise.SlaEvent.TargetWarned;
import org.poststelle.sla.promise.SlaEvent.Unmet;
import org.poststelle.sla.promise.SlaEvent.Warned;
import org.poststelle.sla.promise.SlaEvent.Withdrawn;

/**
 * What was promised for a ticket. The due time moves only by the service time in which a reply of the citizen is awaited. What becomes
 * of the promise is decided by when things happened, not by when they were heard of: an answer given in time keeps it even if the
 * breach was announced meanwhile.
 */
@Entity
@DynamicUpdate
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class Promise extends Aggregate {

    @Id
    private UUID ticketId;

    private String reference;
    private String centre;

    // a correction that leaves the due time is no event of the promise

    @OptimisticLock(excluded = true)
    private String regionKey;

    @OptimisticLock(excluded = true)
    private String serviceKey;

    private String intakeChannel;

    @SuppressWarnings("unused") // counted by the database
    private @Nullable String partner;

    @OptimisticLock(excluded = true)
    private String priority;

    @Enumerated(EnumType.STRING)
    @OptimisticLock(excluded = true)
    private Mode mode;

    @JdbcTypeCode(SqlTypes.INTERVAL_SECOND)
    @OptimisticLock(excluded = true)
    private @Nullable Duration serviceTime;

    private long policyVersion;

    private Instant receivedAt;

    @OptimisticLock(excluded = true)
    private Instant countedFrom;

    private Instant dueAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @OptimisticLock(excluded = true)
    private List<SkippedDay> skippedDays;

    @JdbcTypeCode(SqlTypes.JSON)
    @OptimisticLock(excluded = true)
    private List<ServiceTime> times;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Escalation> escalation;

    private @Nullable Instant warnNextAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @OptimisticLock(excluded = true)
    private List<Hop> hops;

    @JdbcTypeCode(SqlTypes.JSON)
    @OptimisticLock(excluded = true)
    private List<TargetTime> targets;

    @OptimisticLock(excluded = true)
    private @Nullable Instant targetNextAt;

    @SuppressWarnings("unused") // each is an event of the promise
    private int targetEvents;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<Pause> pauses;

    @Enumerated(EnumType.STRING)
    private PromiseState state;

    private @Nullable Instant settledAt;

    @OptimisticLock(excluded = true)
    private List<String> grantees;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<EarlierPromise> earlier;

    // what only the database reads, for the figures

    @OptimisticLock(excluded = true)
    @Column(name = "authority")
    private @Nullable String lastAuthority;

    @SuppressWarnings("unused")
    @OptimisticLock(excluded = true)
    private int returns;

    @JdbcTypeCode(SqlTypes.INTERVAL_SECOND)
    @OptimisticLock(excluded = true)
    private @Nullable Duration answerTime;

    @SuppressWarnings("unused")
    @OptimisticLock(excluded = true)
    private boolean awaited;

    /** For Hibernate. */
    protected Promise() {}

    /** Warnings that lie before {@code now} are not given any more. */
    Promise(
            UUID ticketId,
            String reference,
            String centre,
            Enquiry enquiry,
            @Nullable String partner,
            Reckoned reckoned,
            Instant now) {
        this.ticketId = ticketId;
        this.reference = reference;
        this.centre = centre;
        this.serviceKey = enquiry.serviceKey();
        this.regionKey = enquiry.regionKey();
        this.intakeChannel = enquiry.intakeChannel();
        this.priority = enquiry.priority();
        this.partner = partner;
        this.earlier = List.of();
        this.hops = List.of();
        this.targets = List.of();
        this.grantees = List.of(AccessScope.ofCentre(centre).key());
        give(reckoned, now);
    }

    private void give(Reckoned reckoned, Instant now) {
        var deadline = reckoned.deadline();
        mode = deadline.mode();
        serviceTime = deadline.serviceTime();
        policyVersion = reckoned.policyVersion();
        receivedAt = deadline.receivedAt();
        countedFrom = deadline.countedFrom();
        dueAt = deadline.dueAt();
        skippedDays = deadline.skippedDays();
        times = deadline.times();
        escalation = deadline.escalation();
        warnNextAt = warningAfter(now);
        pauses = List.of();
        state = PromiseState.RUNNING;
        settledAt = null;
        awaited = true;
    }

    /**
     * The ticket was reopened: an answer is promised anew. What was promised before, and what became of it, stays as it is.
     *
     * @return what is told of it; nothing where the promise before is still open, which then holds
     */
    Optional<Promised> reopen(Enquiry enquiry, Reckoned reckoned, Instant now) {
        var settled = switch (state) {
            case RUNNING, PAUSED -> false;
            case MET, BREACHED, WITHDRAWN -> true;
        };
        if (!settled) {
            return Optional.empty();
        }
        earlier = Stream.concat(
                        earlier.stream(), Stream.of(new EarlierPromise(receivedAt, dueAt, state, settledAt, pauses)))
                .toList();
        returns = 0;
        answerTime = null;
        serviceKey = enquiry.serviceKey();
        give(reckoned, now);
        return Optional.of(promised(now));
    }

    /**
     * Service, region or priority were mistaken: what was promised is counted anew, with the same pauses.
     *
     * @param enquiry as it is right
     * @param calendar of the region that is right
     * @return what is told of it; nothing where the due time is the same, with which escalation and state stay
     */
    Optional<Promised> reclassify(Enquiry enquiry, Reckoned reckoned, ServiceCalendar calendar, Instant now) {
        var anew = new Promise(ticketId, reference, centre, enquiry, partner, reckoned, now);
        pauses.forEach(pause -> {
            var _ = anew.pause(pause.since());
            if (pause.until() != null) {
                var _ = anew.resume(pause.until(), calendar);
            }
        });
        serviceKey = anew.serviceKey;
        regionKey = anew.regionKey;
        priority = anew.priority;
        mode = anew.mode;
        serviceTime = anew.serviceTime;
        countedFrom = anew.countedFrom;
        skippedDays = anew.skippedDays;
        times = anew.times;
        if (anew.dueAt.equals(dueAt)) {
            return Optional.empty();
        }
        dueAt = anew.dueAt;
        escalation = anew.escalation;
        warnNextAt = anew.warnNextAt;
        pauses = anew.pauses;
        state = anew.state;
        settledAt = anew.settledAt;
        return Optional.of(promised(now));
    }

    /** It is more pressing than was thought, or less; what was promised stays. */
    void prioritise(String newPriority) {
        priority = newPriority;
    }

    /** Whether an answer is awaited, in time or not. */
    boolean isOpen() {
        return switch (state) {
            case RUNNING, PAUSED, BREACHED -> true;
            case MET, WITHDRAWN -> false;
        };
    }

    /** What is told of a new promise. */
    Promised promised(Instant at) {
        return new Promised(ticketId, mode, serviceTime, receivedAt, dueAt, at);
    }

    /** The citizen got feedback at that instant. Empty when it came too late or nothing was open. */
    Optional<Met> meet(Instant feedbackAt) {
        return settle(PromiseState.MET, feedbackAt)
                ? Optional.of(new Met(ticketId, dueAt, feedbackAt))
                : Optional.empty();
    }

    /**
     * Notes after how much service time the citizen had the first answer, in time or not.
     *
     * @param calendar by which it was promised
     */
    void noteAnswer(Instant feedbackAt, ServiceCalendar calendar) {
        if (answerTime == null && state != PromiseState.WITHDRAWN) {
            answerTime = Pause.serviceTimeWithout(pauses, receivedAt, feedbackAt, calendar);
        }
    }

    /** No answer is awaited any more: it is given, or nobody wants it. */
    void answerNoLongerAwaited() {
        awaited = false;
    }

    /** The answer by which it was met has not reached the citizen, as was found at that instant. Empty when it was not met. */
    Optional<Unmet> revoke(Instant undeliveredAt) {
        awaited = awaited || state != PromiseState.WITHDRAWN;
        if (state != PromiseState.MET) {
            return Optional.empty();
        }
        state = PromiseState.RUNNING;
        settledAt = null;
        answerTime = null;
        return Optional.of(new Unmet(ticketId, dueAt, undeliveredAt));
    }

    /** The enquiry was withdrawn at that instant. Empty when the promise had been broken by then or nothing was open. */
    Optional<Withdrawn> withdraw(Instant withdrawnAt) {
        return settle(PromiseState.WITHDRAWN, withdrawnAt)
                ? Optional.of(new Withdrawn(ticketId, dueAt, withdrawnAt))
                : Optional.empty();
    }

    /** The citizen was asked something at that instant. Empty when the promise had been broken by then or nothing was open. */
    Optional<Paused> pause(Instant at) {
        var runs = switch (state) {
            case RUNNING, BREACHED -> !at.isAfter(dueAt);
            case PAUSED, MET, WITHDRAWN -> false;
        };
        if (!runs) {
            return Optional.empty();
        }
        state = PromiseState.PAUSED;
        settledAt = null;
        pauses = Stream.concat(pauses.stream(), Stream.of(new Pause(at, null))).toList();
        return Optional.of(new Paused(ticketId, dueAt, at));
    }

    /**
     * The citizen has replied at that instant, or nobody waits for it any more: as much service time is left as when the citizen was
     * asked. Empty when the clock does not stand still.
     *
     * @param calendar by which it was promised
     */
    Optional<Resumed> resume(Instant at, ServiceCalendar calendar) {
        if (state != PromiseState.PAUSED) {
            return Optional.empty();
        }
        var asked = pauses.getLast().since();
        // by the clock of another machine it may have been a little earlier
        var resumed = at.isBefore(asked) ? asked : at;
        var due = afterPause(asked, resumed, dueAt, calendar);
        escalation = escalation.stream()
                .map(stage -> stage.at().isAfter(asked)
                        ? new Escalation(
                                stage.percent(), afterPause(asked, resumed, stage.at(), calendar), stage.recipients())
                        : stage)
                .toList();
        times = Stream.concat(
                        times.stream()
                                .filter(time -> time.from().isBefore(asked))
                                .map(time -> time.to().isAfter(asked) ? new ServiceTime(time.from(), asked) : time),
                        calendar.times(resumed, due).stream())
                .toList();
        skippedDays = calendar.skippedDays(receivedAt, due);
        pauses = Stream.concat(pauses.subList(0, pauses.size() - 1).stream(), Stream.of(new Pause(asked, resumed)))
                .toList();
        dueAt = due;
        warnNextAt = warningAfter(resumed);
        state = PromiseState.RUNNING;
        return Optional.of(new Resumed(ticketId, due, resumed));
    }

    /**
     * When the service time is over that was left until {@code instant} when the citizen was asked: at the next opening, if that is
     * where the instant was, and not already when the service before it ends.
     */
    private static Instant afterPause(Instant asked, Instant resumed, Instant instant, ServiceCalendar calendar) {
        var left = calendar.serviceTime(asked, instant);
        if (left.isZero()) {
            return calendar.openFrom(resumed);
        }
        var over = calendar.after(resumed, left);
        return calendar.after(asked, left).isBefore(instant) ? calendar.openFrom(over) : over;
    }

    /** The due time has passed, and it is announced at that instant. */
    Breached breach(Instant announcedAt) {
        state = PromiseState.BREACHED;
        settledAt = announcedAt;
        return new Breached(ticketId, authority(), recipients(Stage.TIME_IS_OVER), dueAt, announcedAt);
    }

    /**
     * Time for a warning has come, and it is given at that instant. Of several that have come meanwhile, because nobody looked, only the
     * last is given.
     */
    Warned warn(Instant warnedAt) {
        warnNextAt = warningAfter(warnedAt);
        var percent = warnings()
                .filter(warning -> !warning.at().isAfter(warnedAt))
                .mapToInt(Escalation::percent)
                .max()
                .orElseThrow();
        return new Warned(ticketId, authority(), percent, recipients(percent), dueAt, warnedAt);
    }

    private List<Recipient> recipients(int percent) {
        return escalation.stream()
                .filter(stage -> stage.percent() == percent)
                .findFirst()
                .map(Escalation::recipients)
                .orElse(List.of());
    }

    /** Something should happen on the way to the answer. */
    void awaitTarget(TargetTime target) {
        setTargets(Stream.concat(targets.stream(), Stream.of(target)).toList());
    }

    /** It has happened at that instant, or is no longer to be expected. */
    void endTarget(Target target, Instant at) {
        setTargets(targets.stream()
                .map(time -> time.target() == target ? time.end(at) : time)
                .toList());
    }

    private void setTargets(List<TargetTime> times) {
        targets = times;
        targetNextAt = times.stream()
                .map(TargetTime::next)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Somebody is to be told of a target by now, and is: of the one whose time came first. */
    SlaEvent announceTarget(Instant now) {
        var first = targets.stream()
                .filter(time -> time.next().equals(Optional.ofNullable(targetNextAt)))
                .findFirst()
                .orElseThrow();
        var announced = first.announce(now);
        setTargets(targets.stream()
                .map(time -> time.equals(first) ? announced : time)
                .toList());
        targetEvents++;
        return announced.missed()
                ? new TargetMissed(
                        ticketId, first.target(), first.authority(), announced.recipients(), first.dueAt(), now)
                : new TargetWarned(
                        ticketId,
                        first.target(),
                        first.authority(),
                        announced.announced(),
                        announced.recipients(),
                        first.dueAt(),
                        now);
    }

    /** The authority has the ticket from that instant, and may see the promise from now on. */
    void forward(String authority, Instant at) {
        lastAuthority = authority;
        hops = Stream.concat(hops.stream(), Stream.of(Hop.begin(authority, at))).toList();
        var key = AccessScope.ofAuthority(authority).key();
        if (!grantees.contains(key)) {
            grantees = new ArrayList<>(grantees);
            grantees.add(key);
        }
    }

    /**
     * The ticket is no longer with the authority that had it, if there was one: it was returned, answered or closed.
     *
     * @param serviceTime how much service time it was there; null where that cannot be told
     * @param handedBack whether the authority has not answered it
     */
    void endHop(Instant at, @Nullable Duration serviceTime, boolean handedBack) {
        hops = hops.stream()
                .map(hop -> hop.until() == null ? hop.end(at, serviceTime, handedBack) : hop)
                .toList();
        if (handedBack) {
            returns++;
        }
    }

    /** The authority that had the ticket last, if there was one. */
    @Nullable
    String lastAuthority() {
        return lastAuthority;
    }

    /** Where the ticket is now. */
    Optional<Hop> hop() {
        return hops.stream().filter(hop -> hop.until() == null).findFirst();
    }

    UUID ticketId() {
        return ticketId;
    }

    String centre() {
        return centre;
    }

    Instant dueAt() {
        return dueAt;
    }

    /** When somebody is to be told of a target next, if ever. */
    @Nullable
    Instant targetNextAt() {
        return targetNextAt;
    }

    /** When the next warning is due, if there is one. */
    @Nullable
    Instant warnNextAt() {
        return warnNextAt;
    }

    /** From when an answer is promised: when the citizen called, or the ticket was reopened. */
    Instant receivedAt() {
        return receivedAt;
    }

    /** What it is promised for. */
    Enquiry enquiry() {
        return new Enquiry(serviceKey, regionKey, intakeChannel, priority, receivedAt);
    }

    /** The region whose calendar counts. */
    String regionKey() {
        return regionKey;
    }

    /** By which version of the policy of its centre it was given. */
    long policyVersion() {
        return policyVersion;
    }

    PromiseState state() {
        return state;
    }

    /** When the state was reached that is no longer {@code RUNNING}. */
    @Nullable
    Instant settledAt() {
        return settledAt;
    }

    /** As people read it. */
    PromiseDetails details() {
        return new PromiseDetails(
                ticketId,
                reference,
                centre,
                regionKey,
                mode,
                serviceTime,
                policyVersion,
                receivedAt,
                countedFrom,
                dueAt,
                skippedDays,
                times,
                escalation,
                targets,
                hops,
                pauses,
                earlier,
                state,
                settledAt,
                grantees);
    }

    /** The authority that has the ticket now. */
    @Nullable
    String authority() {
        return hop().map(Hop::authority).orElse(null);
    }

    private Stream<Escalation> warnings() {
        return escalation.stream().filter(stage -> !stage.atTheEnd());
    }

    private @Nullable Instant warningAfter(Instant instant) {
        return warnings()
                .map(Escalation::at)
                .filter(at -> at.isAfter(instant))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private boolean settle(PromiseState outcome, Instant at) {
        var open = switch (state) {
            case RUNNING, BREACHED -> !at.isAfter(dueAt);
            case PAUSED -> true;
            case MET, WITHDRAWN -> false;
        };
        if (open) {
            state = outcome;
            settledAt = at;
        }
        return open;
    }
}
