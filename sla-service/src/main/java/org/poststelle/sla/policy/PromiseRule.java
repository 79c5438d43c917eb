package org.poststelle.sla.policy;

import static java.time.temporal.ChronoUnit.MICROS;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.HolidaysNotChecked;
import org.poststelle.sla.calendar.ServiceCalendar;

/**
 * What is promised for some services, or for enquiries that come in by some channel or are pressing.
 *
 * @param services what the keys of these services begin with; absent for all that no other rule is about
 * @param intakeChannel how enquiries come in that the rule is about; absent for all of them
 * @param priority how pressing the enquiries are that the rule is about; absent for all of them
 * @param serviceTime how much service there is until the due time, such as {@code PT24H}; with {@link Mode#SERVICE_HOURS} only
 * @param escalation who is told when the answer is still awaited after a share of the service time
 * @param targets what should happen in time on the way to the answer; absent for nothing
 */
public record PromiseRule(
        @Nullable @Pattern(regexp = "[a-z0-9:-]{2,100}") String services,
        @Nullable IntakeChannel intakeChannel,
        @Nullable Priority priority,
        @NotNull Mode mode,

        @Nullable @DurationMin(minutes = 1) @DurationMax(hours = 1000)
        Duration serviceTime,

        @NotNull @Size(max = 11) List<@NotNull @Valid Stage> escalation,
        @Nullable @Size(max = 3) List<@NotNull @Valid TargetRule> targets) {

    /**
     * Of two that cover an enquiry the later holds: the one that names more of the service key, then the one that names the channel, then
     * the one that names the priority.
     */
    static final Comparator<PromiseRule> PRECISION = Comparator.<PromiseRule>comparingInt(
                    rule -> rule.services == null ? 0 : rule.services.length())
            .thenComparing(rule -> rule.intakeChannel != null)
            .thenComparing(rule -> rule.priority != null);

    /**
     * When an answer is due. An enquiry received outside service hours counts as received at the next opening.
     *
     * @throws HolidaysNotChecked when the calendar does not know all the days it would count
     */
    public Deadline deadline(Instant receivedAt, ServiceCalendar calendar) {
        var countedFrom = calendar.openFrom(receivedAt);
        var due = switch (mode) {
            case NEXT_SERVICE_DAY_SAME_TIME -> calendar.nextServiceDay(countedFrom);
            case SERVICE_HOURS ->
                calendar.after(countedFrom, Objects.requireNonNull(serviceTime)).truncatedTo(MICROS);
        };
        var times = calendar.times(countedFrom, due);
        var total = calendar.serviceTime(countedFrom, due);
        return new Deadline(
                mode,
                serviceTime,
                receivedAt,
                countedFrom,
                due,
                calendar.skippedDays(receivedAt, due),
                times,
                TargetRule.escalation(escalation, countedFrom, total, calendar));
    }

    List<TargetRule> targetRules() {
        return Objects.requireNonNullElse(targets, List.of());
    }

    /** What the rule says of a target, if anything. */
    public Optional<TargetRule> target(Target target) {
        return targetRules().stream().filter(rule -> rule.target() == target).findFirst();
    }

    /** Whether the rule is about such enquiries. */
    boolean covers(String serviceKey, String channel, String urgency) {
        return (services == null || serviceKey.startsWith(services))
                && (intakeChannel == null || intakeChannel.name().equals(channel))
                && (priority == null || priority.name().equals(urgency));
    }

    /** Whether the rule is about whatever no other one is. */
    boolean coversTheRest() {
        return services == null && intakeChannel == null && priority == null;
    }

    boolean isAboutTheSameAs(PromiseRule other) {
        return Objects.equals(services, other.services)
                && intakeChannel == other.intakeChannel
                && priority == other.priority;
    }
}
