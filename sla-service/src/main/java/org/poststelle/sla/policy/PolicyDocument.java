package org.poststelle.sla.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.ClosedDay;
import org.poststelle.sla.calendar.Name;
import org.poststelle.sla.calendar.ServiceHours;
import org.poststelle.sla.calendar.ServiceHours.Window;
import org.poststelle.sla.document.Contradiction;

/**
 * What a service centre promises: when it works, and by when it answers.
 *
 * @param serviceHours the weekly hours in German time, several a day where there is a break
 * @param closedDays further days without service; public holidays of the region are none in any case
 * @param rules what is promised for which enquiries; of several about one, the one that names more of the service key holds, then the one that
 *     names the channel, then the one that names the priority
 * @param goals what the centre means to reach beside that; absent for what the 115 does
 */
public record PolicyDocument(
        @NotEmpty @Size(max = 100) List<@NotNull @Valid OpenHours> serviceHours,
        @NotNull @Size(max = 2000) List<@NotNull @Valid ClosedDay> closedDays,
        @NotEmpty @Size(max = 1000) List<@NotNull @Valid PromiseRule> rules,
        @Nullable @Valid ServiceGoals goals) {

    /** What the centre means to reach beside its promises: what the 115 does, where it says nothing. */
    public ServiceGoals serviceGoals() {
        return Objects.requireNonNullElse(goals, ServiceGoals.OF_THE_115);
    }

    /** Times of service on one day of the week, from {@code opens} until before {@code closes}, such as {@code 08:30}. */
    public record OpenHours(
            @NotNull DayOfWeek day,

            @NotNull @Pattern(regexp = TIME) String opens,

            @NotNull @Pattern(regexp = TIME) String closes) {

        private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";

        private Window window() {
            return new Window(day, LocalTime.parse(opens), LocalTime.parse(closes));
        }
    }

    /** What is wrong although each part for itself may be as it is; the first of it. */
    Optional<Contradiction> contradiction() {
        return indexOf(serviceHours, hours -> !hours.window().isOpen())
                .map(at -> new Contradiction("serviceHours[" + at + "].closes", "closes-before-it-opens"))
                .or(() -> later(serviceHours, (one, other) -> one.window().overlaps(other.window()))
                        .map(at -> new Contradiction("serviceHours[" + at + "]", "service-hours-overlap")))
                .or(() -> later(closedDays, (one, other) -> one.date().equals(other.date()))
                        .map(at -> new Contradiction("closedDays[" + at + "].date", "named-twice")))
                .or(() -> later(rules, PromiseRule::isAboutTheSameAs)
                        .map(at -> new Contradiction("rules[" + at + "]", "named-twice")))
                .or(() -> IntStream.range(0, rules.size())
                        .mapToObj(at -> contradiction(rules.get(at)).map(found -> found.in("rules[" + at + "].")))
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> indexOf(rules, rule -> (rule.mode() == Mode.SERVICE_HOURS) != (rule.serviceTime() != null))
                        .map(at -> new Contradiction("rules[" + at + "].serviceTime", "service-time-misfit")))
                .or(() -> rules.stream().noneMatch(PromiseRule::coversTheRest)
                        ? Optional.of(new Contradiction("rules", "no-rule-for-the-rest"))
                        : Optional.empty());
    }

    private static Optional<Contradiction> contradiction(PromiseRule rule) {
        return stageNamedTwice(rule.escalation())
                .or(() -> later(rule.targetRules(), (one, other) -> one.target() == other.target())
                        .map(at -> new Contradiction("targets[" + at + "]", "named-twice")))
                .or(() -> IntStream.range(0, rule.targetRules().size())
                        .mapToObj(
                                at -> stageNamedTwice(rule.targetRules().get(at).escalation())
                                        .map(found -> found.in("targets[" + at + "].")))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<Contradiction> stageNamedTwice(List<Stage> escalation) {
        return later(escalation, (one, other) -> one.percent() == other.percent())
                .map(at -> new Contradiction("escalation[" + at + "]", "named-twice"));
    }

    private static <T> Optional<Integer> indexOf(List<T> parts, Predicate<T> wrong) {
        return IntStream.range(0, parts.size())
                .filter(at -> wrong.test(parts.get(at)))
                .boxed()
                .findFirst();
    }

    /** The first part that does not go with one before it. */
    private static <T> Optional<Integer> later(List<T> parts, BiPredicate<T, T> clash) {
        return IntStream.range(1, parts.size())
                .filter(at -> parts.subList(0, at).stream().anyMatch(earlier -> clash.test(earlier, parts.get(at))))
                .boxed()
                .findFirst();
    }

    /** The rule that holds for a service that was asked for by a channel, and so urgently. */
    public PromiseRule ruleFor(String serviceKey, String intakeChannel, String priority) {
        return rules.stream()
                .filter(rule -> rule.covers(serviceKey, intakeChannel, priority))
                .max(PromiseRule.PRECISION)
                .orElseThrow();
    }

    /** The weekly hours in a zone. */
    public ServiceHours hoursIn(ZoneId zone) {
        return new ServiceHours(serviceHours.stream().map(OpenHours::window).toList(), zone);
    }

    /** The names of the closed days, by date. */
    public Map<LocalDate, Name> closedDayNames() {
        return ClosedDay.names(closedDays);
    }
}
