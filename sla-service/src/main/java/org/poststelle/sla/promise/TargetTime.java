package org.poststelle.sla.promise;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.policy.Escalation;
import org.poststelle.sla.policy.Recipient;
import org.poststelle.sla.policy.Stage;
import org.poststelle.sla.policy.Target;
import org.poststelle.sla.policy.TargetRule;

/**
 * The time in which something should happen on the way to the answer, and whether it did.
 *
 * @param authority who had the ticket when it began; null while nobody had
 * @param since when it began
 * @param dueAt the last instant at which it is in time
 * @param until when it happened, or was no longer to be expected; null while it is awaited
 * @param announced up to which share of the time somebody was told, in percent; 100 when it was missed
 */
record TargetTime(
        Target target,
        @Nullable String authority,
        Instant since,
        Instant dueAt,
        List<Escalation> escalation,
        @Nullable Instant until,
        int announced) {

    /** It is awaited since that instant. */
    static TargetTime start(Target target, @Nullable String authority, Instant since, TargetRule.Due due) {
        return new TargetTime(target, authority, since, due.dueAt(), due.escalation(), null, 0);
    }

    /** It happened at that instant, in time or not, unless it had happened before. */
    TargetTime end(Instant at) {
        return awaited() ? new TargetTime(target, authority, since, dueAt, escalation, at, announced) : this;
    }

    boolean awaited() {
        return until == null;
    }

    /** Whether it was announced that it did not happen in time. */
    boolean missed() {
        return announced == Stage.TIME_IS_OVER;
    }

    /** The same after what was to be told by {@code now} has been told: only the last of it. */
    TargetTime announce(Instant now) {
        return new TargetTime(target, authority, since, dueAt, escalation, until, percentBefore(now));
    }

    /** When somebody is to be told next; empty when nothing is left to tell. */
    Optional<Instant> next() {
        var missed = missed() || (until != null && !until.isAfter(dueAt)) ? Stream.<Instant>of() : Stream.of(dueAt);
        var warnings =
                awaited() ? warnings(stage -> stage.percent() > announced).map(Escalation::at) : Stream.<Instant>of();
        return Stream.concat(warnings, missed).min(Comparator.naturalOrder());
    }

    /** Who is told of the share of the time that was announced last. */
    List<Recipient> recipients() {
        return escalation.stream()
                .filter(stage -> stage.percent() == announced)
                .findFirst()
                .map(Escalation::recipients)
                .orElse(List.of());
    }

    private int percentBefore(Instant now) {
        return dueAt.isBefore(now)
                ? Stage.TIME_IS_OVER
                : warnings(stage -> stage.at().isBefore(now))
                        .mapToInt(Escalation::percent)
                        .max()
                        .orElse(announced);
    }

    private Stream<Escalation> warnings(Predicate<Escalation> wanted) {
        return escalation.stream().filter(stage -> !stage.atTheEnd()).filter(wanted);
    }
}
