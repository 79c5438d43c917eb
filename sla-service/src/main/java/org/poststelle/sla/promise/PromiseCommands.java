package org.poststelle.sla.promise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.sla.calendar.HolidaysNotChecked;
import org.poststelle.sla.policy.PromiseSettings;
import org.poststelle.sla.policy.Target;

/** What happens to promises. Each is one transaction, or a part of one: the promise changes and its event is recorded, or neither. */
@ApplicationScoped
@Transactional
public class PromiseCommands {

    private final Promises promises;
    private final Deadlines deadlines;
    private final Outbox outbox;
    private final Clock clock;
    private final PromiseSettings settings;

    PromiseCommands(Promises promises, Deadlines deadlines, Outbox outbox, Clock clock, PromiseSettings settings) {
        this.promises = promises;
        this.deadlines = deadlines;
        this.outbox = outbox;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * A warning, a breach or a missed target that was announced.
     *
     * @param delay from its time to the announcement
     */
    public record Announced(UUID ticketId, Duration delay) {}

    /** Locks the promises that the events of a transaction are about, in one query. */
    @Transactional(TxType.MANDATORY)
    public void prepare(Set<UUID> ticketIds) {
        promises.lockAll(ticketIds);
    }

    /**
     * Gives the promise for an enquiry, by the policy of the centre and the calendar of the region it comes from.
     *
     * @param partner the centre that could not take the call; null where it came directly
     */
    public void promise(UUID ticketId, String reference, String centre, Enquiry enquiry, @Nullable String partner) {
        if (promises.findById(ticketId) != null) {
            return;
        }
        var now = clock.instant();
        var promise = new Promise(ticketId, reference, centre, enquiry, partner, deadlines.of(centre, enquiry), now);
        promises.persist(promise);
        outbox.record(promise.promised(now), promise.version(), centre, now);
    }

    /** The authority has the ticket from that instant: its clerks may see the promise. The citizen's due time does not move. */
    public void forwarded(UUID ticketId, String authority, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> forward(promise, authority, at));
    }

    private void forward(Promise promise, String authority, Instant at) {
        endHop(promise, at, false);
        promise.forward(authority, at);
        promise.endTarget(Target.HAND_BACK, at);
        promise.endTarget(Target.ACCEPTANCE, at);
        awaitTarget(promise, Target.ACCEPTANCE, authority, at);
    }

    /** The authority has accepted the ticket at that instant. */
    public void accepted(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> promise.endTarget(Target.ACCEPTANCE, at));
    }

    /** The authority gave the ticket back, or lost it, at that instant. The citizen's due time does not move. */
    public void returned(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> {
            endHop(promise, at, true);
            promise.endTarget(Target.ACCEPTANCE, at);
            awaitTarget(promise, Target.HAND_BACK, null, at);
        });
    }

    /** The ticket was closed at that instant; the promise had been settled before, by the answer, or too late. */
    public void closed(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> close(promise, at));
    }

    private void close(Promise promise, Instant at) {
        endHop(promise, at, false);
        Stream.of(Target.values()).forEach(target -> promise.endTarget(target, at));
        promise.answerNoLongerAwaited();
    }

    /** The citizen was asked something at that instant. The clock stands still, unless the promise had been broken by then. */
    public void paused(UUID ticketId, Instant at) {
        promises.lock(ticketId)
                .ifPresent(promise -> promise.pause(at).ifPresent(event -> record(promise, event, clock.instant())));
    }

    /**
     * The ticket goes on at that instant, with the citizen's reply or without.
     *
     * @throws HolidaysNotChecked when the days to count lie in years whose holidays nobody has checked
     */
    public void resumed(UUID ticketId, Instant at) {
        promises.lock(ticketId)
                .filter(promise -> promise.state() == PromiseState.PAUSED)
                .ifPresent(promise -> {
                    var calendar = deadlines.calendar(promise.centre(), promise.policyVersion(), promise.regionKey());
                    promise.resume(at, calendar).ifPresent(event -> record(promise, event, clock.instant()));
                });
    }

    /**
     * The ticket was reopened at that instant, and the authority has it again: an answer is promised anew.
     *
     * @throws HolidaysNotChecked when the days to count lie in years whose holidays nobody has checked
     */
    public void reopened(UUID ticketId, String authority, String serviceKey, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> {
            var now = clock.instant();
            var enquiry =
                    promise.enquiry().about(serviceKey, promise.regionKey()).receivedAt(at);
            promise.reopen(enquiry, deadlines.of(promise.centre(), enquiry), now)
                    .ifPresent(promised -> record(promise, promised, now));
            forward(promise, authority, at);
        });
    }

    /**
     * Service or region were mistaken, and nobody has the ticket from that instant. An open promise is counted anew from when the
     * citizen called, by the version of the policy by which it was given.
     *
     * @throws HolidaysNotChecked when the days to count lie in years whose holidays nobody has checked
     */
    public void reclassified(UUID ticketId, String serviceKey, String regionKey, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> {
            endHop(promise, at, false);
            promise.endTarget(Target.ACCEPTANCE, at);
            promise.endTarget(Target.HAND_BACK, at);
            countAnew(promise, promise.enquiry().about(serviceKey, regionKey));
        });
    }

    /**
     * The enquiry is more pressing than was thought, or less. An open promise is counted anew from when the citizen called, by the
     * version of the policy by which it was given.
     *
     * @throws HolidaysNotChecked when the days to count lie in years whose holidays nobody has checked
     */
    public void prioritised(UUID ticketId, String priority) {
        promises.lock(ticketId).ifPresent(promise -> {
            countAnew(promise, promise.enquiry().pressing(priority));
            promise.prioritise(priority);
        });
    }

    private void countAnew(Promise promise, Enquiry enquiry) {
        if (promise.isOpen()) {
            var now = clock.instant();
            var reckoned = deadlines.of(promise.centre(), promise.policyVersion(), enquiry);
            var calendar = deadlines.calendar(promise.centre(), promise.policyVersion(), enquiry.regionKey());
            promise.reclassify(enquiry, reckoned, calendar, now).ifPresent(promised -> record(promise, promised, now));
        }
    }

    /** The answer is written at that instant, and the citizen is to hear it by phone. */
    public void answerReady(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> {
            promise.endTarget(Target.ACCEPTANCE, at);
            awaitCall(promise, at);
        });
    }

    /** The citizen was called at that instant and not reached, and is to be called again. */
    public void notReached(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> awaitCall(promise, at));
    }

    /** From that instant on nobody is to call the citizen, who hears the answer in another way. */
    public void noCallAwaited(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> promise.endTarget(Target.CALLBACK_ATTEMPT, at));
    }

    private void awaitCall(Promise promise, Instant at) {
        promise.endTarget(Target.CALLBACK_ATTEMPT, at);
        awaitTarget(promise, Target.CALLBACK_ATTEMPT, promise.lastAuthority(), at);
    }

    /** The citizen got feedback at that instant. Too late, or on a promise already settled, it changes nothing. */
    public void feedbackGiven(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> {
            close(promise, at);
            noteAnswer(promise, at);
            promise.meet(at).ifPresent(met -> record(promise, met, clock.instant()));
        });
    }

    private void noteAnswer(Promise promise, Instant at) {
        try {
            var calendar = deadlines.calendar(promise.centre(), promise.policyVersion(), promise.regionKey());
            promise.noteAnswer(at, calendar);
        } catch (HolidaysNotChecked _) {
            // the promise is decided without it; one time less in the figures
        }
    }

    /** The mail with the answer did not reach the citizen, as was found at that instant: the answer is awaited again. */
    public void undelivered(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> {
            awaitCall(promise, at);
            promise.revoke(at).ifPresent(event -> record(promise, event, clock.instant()));
        });
    }

    /** The enquiry was withdrawn at that instant. Too late, or on a promise already settled, it changes nothing. */
    public void withdrawn(UUID ticketId, Instant at) {
        promises.lock(ticketId).ifPresent(promise -> {
            close(promise, at);
            promise.withdraw(at).ifPresent(event -> record(promise, event, clock.instant()));
        });
    }

    /** Announces up to {@code limit} promises as broken whose due time has passed. */
    public List<Announced> breachOverdue(int limit) {
        return announce(promises.lockOverdue(limit), Promise::dueAt, Promise::breach);
    }

    /** Warns of up to {@code limit} promises whose answer is still awaited at the time for a warning. */
    public List<Announced> warn(int limit) {
        return announce(
                promises.lockToWarn(limit), promise -> Objects.requireNonNull(promise.warnNextAt()), Promise::warn);
    }

    /** Tells of up to {@code limit} tickets what has not happened in time on the way to the answer, or is still awaited. */
    public List<Announced> announceTargets(int limit) {
        return announce(
                promises.lockTargets(limit),
                promise -> Objects.requireNonNull(promise.targetNextAt()),
                Promise::announceTarget);
    }

    private List<Announced> announce(
            List<Promise> waiting, Function<Promise, Instant> time, BiFunction<Promise, Instant, SlaEvent> change) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        var now = promises.now();
        var announced = waiting.stream()
                .map(promise -> new Announced(promise.ticketId(), Duration.between(time.apply(promise), now)))
                .toList();
        outbox.storeTogether(() -> {
            waiting.forEach(promise -> record(promise, change.apply(promise, now), now));
            promises.flush();
        });
        return announced;
    }

    /**
     * Deletes promises that were settled longer ago than they are kept.
     *
     * @return how many, up to {@code limit}
     */
    public int purgeSettled(int limit) {
        return promises.purgeSettled(settings.keepSettled(), limit);
    }

    /** How many promises are overdue and wait for the announcement. */
    public long overdue() {
        return promises.overdue();
    }

    /** The time by the clock that decides whether a promise is overdue. */
    public Instant databaseTime() {
        return promises.now();
    }

    private void endHop(Promise promise, Instant at, boolean handedBack) {
        promise.endHop(
                at,
                promise.hop()
                        .flatMap(hop -> deadlines.workedOn(promise.details(), hop, at))
                        .orElse(null),
                handedBack);
    }

    private void awaitTarget(Promise promise, Target target, @Nullable String authority, Instant since) {
        deadlines.target(promise, target, authority, since).ifPresent(promise::awaitTarget);
    }

    private void record(Promise promise, SlaEvent event, Instant at) {
        outbox.record(event, promise.announce(), promise.centre(), at);
    }
}
