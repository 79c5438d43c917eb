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
import java.util.Objects;
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
import org.poststelle.sla.policy.Mode;
import org.poststelle.sla.policy.Warning;
import org.poststelle.sla.promise.Deadlines.Reckoned;
import org.poststelle.sla.promise.SlaEvent.Breached;
import org.poststelle.sla.promise.SlaEvent.Met;
import org.poststelle.sla.promise.SlaEvent.Paused;
import org.poststelle.sla.promise.SlaEvent.Promised;
import org.poststelle.sla.promise.SlaEvent.Resumed;
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

    @SuppressWarnings("unused") // counted by the database
    @OptimisticLock(excluded = true)
    private String serviceKey;

    private String intakeChannel;

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
    private List<Warning> warnings;

    private @Nullable Instant warnNextAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @OptimisticLock(excluded = true)
    private List<Hop> hops;

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

    @SuppressWarnings("unused")
    @OptimisticLock(excluded = true)
    @Column(name = "authority")
    private @Nullable String lastAuthority;

    @SuppressWarnings("unused")
    @OptimisticLock(excluded = true)
    private int returns;

    @JdbcTypeCode(SqlTypes.INTERVAL_SECOND)
    @OptimisticLock(excluded = true)
    private @Nullable Duration answerTime;

    /** For Hibernate. */
    protected Promise() {}

    /** Warnings that lie before {@code now} are not given any more. */
    Promise(
            UUID ticketId,
            String reference,
            String centre,
            String serviceKey,
            String regionKey,
            String intakeChannel,
            Reckoned reckoned,
            Instant now) {
        this.ticketId = ticketId;
        this.reference = reference;
        this.centre = centre;
        this.serviceKey = serviceKey;
        this.regionKey = regionKey;
        this.intakeChannel = intakeChannel;
        this.earlier = List.of();
        this.hops = List.of();
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
        warnings = deadline.warnings();
        warnNextAt = warningAfter(now);
        pauses = List.of();
        state = PromiseState.RUNNING;
        settledAt = null;
    }

    /**
     * The ticket was reopened: an answer is promised anew. What was promised before, and what became of it, stays as it is.
     *
     * @return what is told of it; nothing where the promise before is still open, which then holds
     */
    Optional<Promised> reopen(Reckoned reckoned, Instant now) {
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
        give(reckoned, now);
        return Optional.of(promised(now));
    }

    /**
     * Service or region were mistaken: what was promised is counted anew, with the same pauses.
     *
     * @param calendar of the region that is right
     * @return what is told of it; nothing where the due time is the same, with which warnings and state stay
     */
    Optional<Promised> reclassify(
            String service, String region, Reckoned reckoned, ServiceCalendar calendar, Instant now) {
        var anew = new Promise(ticketId, reference, centre, service, region, intakeChannel, reckoned, now);
        pauses.forEach(pause -> {
            var _ = anew.pause(pause.since());
            if (pause.until() != null) {
                var _ = anew.resume(pause.until(), calendar);
            }
        });
        serviceKey = service;
        regionKey = region;
        mode = anew.mode;
        serviceTime = anew.serviceTime;
        countedFrom = anew.countedFrom;
        skippedDays = anew.skippedDays;
        times = anew.times;
        if (anew.dueAt.equals(dueAt)) {
            return Optional.empty();
        }
        dueAt = anew.dueAt;
        warnings = anew.warnings;
        warnNextAt = anew.warnNextAt;
        pauses = anew.pauses;
        state = anew.state;
        settledAt = anew.settledAt;
        return Optional.of(promised(now));
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
        if (answerTime != null || state == PromiseState.WITHDRAWN) {
            return;
        }
        var paused = pauses.stream()
                .map(pause ->
                        calendar.serviceTime(pause.since(), Objects.requireNonNullElse(pause.until(), feedbackAt)))
                .reduce(Duration.ZERO, Duration::plus);
        answerTime = calendar.serviceTime(receivedAt, feedbackAt).minus(paused);
    }

    /** The authority does not have the ticket any more from that instant, and has not answered it. */
    void returned(Instant at) {
        endHop(at);
        returns++;
    }

    /** The answer by which it was met has not reached the citizen, as was found at that instant. Empty when it was not met. */
    Optional<Unmet> revoke(Instant undeliveredAt) {
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
        warnings = warnings.stream()
                .map(warning -> warning.at().isAfter(asked)
                        ? new Warning(warning.percent(), afterPause(asked, resumed, warning.at(), calendar))
                        : warning)
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
        return new Breached(ticketId, authority(), dueAt, announcedAt);
    }

    /**
     * Time for a warning has come, and it is given at that instant. Of several that have come meanwhile, because nobody looked, only the
     * last is given.
     */
    Warned warn(Instant warnedAt) {
        warnNextAt = warningAfter(warnedAt);
        var percent = warnings.stream()
                .filter(warning -> !warning.at().isAfter(warnedAt))
                .mapToInt(Warning::percent)
                .max()
                .orElseThrow();
        return new Warned(ticketId, authority(), percent, dueAt, warnedAt);
    }

    /** The authority has the ticket from that instant, and may see the promise from now on. */
    void forward(String authority, Instant at) {
        endHop(at);
        lastAuthority = authority;
        hops = Stream.concat(hops.stream(), Stream.of(new Hop(authority, at, null)))
                .toList();
        var key = AccessScope.ofAuthority(authority).key();
        if (!grantees.contains(key)) {
            grantees = new ArrayList<>(grantees);
            grantees.add(key);
        }
    }

    /** The ticket is no longer with the authority that had it, if there was one: it was returned, answered or closed. */
    void endHop(Instant at) {
        hops = hops.stream()
                .map(hop -> hop.until() == null ? new Hop(hop.authority(), hop.since(), at) : hop)
                .toList();
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

    /** When the next warning is due, if there is one. */
    @Nullable
    Instant warnNextAt() {
        return warnNextAt;
    }

    /** From when an answer is promised: when the citizen called, or the ticket was reopened. */
    Instant receivedAt() {
        return receivedAt;
    }

    /** How the enquiry came in. */
    String intakeChannel() {
        return intakeChannel;
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
                warnings,
                hops,
                pauses,
                earlier,
                state,
                settledAt,
                grantees);
    }

    /** The authority that has the ticket now. */
    private @Nullable String authority() {
        return hops.stream()
                .filter(hop -> hop.until() == null)
                .map(Hop::authority)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Instant warningAfter(Instant instant) {
        return warnings.stream()
                .map(Warning::at)
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
