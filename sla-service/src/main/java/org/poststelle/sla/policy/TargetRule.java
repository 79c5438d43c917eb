package org.poststelle.sla.policy;

import static java.time.temporal.ChronoUnit.MICROS;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.poststelle.sla.calendar.HolidaysNotChecked;
import org.poststelle.sla.calendar.ServiceCalendar;

/**
 * Within how much service time something should happen on the way to the answer.
 *
 * @param within the service time, such as {@code PT4H}
 * @param escalation who is told when it has not happened after a share of that time
 */
public record TargetRule(
        @NotNull Target target,

        @NotNull @DurationMin(minutes = 1) @DurationMax(hours = 1000)
        Duration within,

        @NotNull @Size(max = 10) List<@NotNull @Valid Stage> escalation) {

    /**
     * When it should have happened, and who is told when.
     *
     * @param dueAt the last instant at which it is in time
     */
    public record Due(Instant dueAt, List<Escalation> escalation) {}

    /**
     * When it should have happened that is awaited since that instant.
     *
     * @throws HolidaysNotChecked when the calendar does not know all the days it would count
     */
    public Due since(Instant since, ServiceCalendar calendar) {
        var from = calendar.openFrom(since);
        return new Due(
                calendar.after(from, within).truncatedTo(MICROS), escalation(escalation, from, within, calendar));
    }

    /** When the stages are reached of a time that begins at {@code from}, within service. */
    static List<Escalation> escalation(List<Stage> stages, Instant from, Duration time, ServiceCalendar calendar) {
        return stages.stream()
                .sorted(Comparator.comparingInt(Stage::percent))
                .map(stage -> new Escalation(
                        stage.percent(),
                        calendar.after(from, time.multipliedBy(stage.percent()).dividedBy(Stage.TIME_IS_OVER))
                                .truncatedTo(MICROS),
                        List.copyOf(stage.recipients())))
                .toList();
    }
}
