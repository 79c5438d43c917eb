package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.Land;
import org.poststelle.sla.calendar.Name;
import org.poststelle.sla.calendar.ServiceTime;
import org.poststelle.sla.calendar.SkippedDay;
import org.poststelle.sla.policy.Mode;

/**
 * Why an answer is due then, in words.
 *
 * @param rule what the policy says
 * @param start why the clock started later than the receipt; absent when it did not
 * @param calendar whose holidays counted
 * @param skippedDays the days on which the clock did not run
 * @param intervals when it ran, from its start to the due time
 * @param pauses when it stood still because the citizen was asked something
 */
record Explanation(
        String rule,
        @Nullable String start,
        String calendar,
        List<Day> skippedDays,
        List<Interval> intervals,
        List<Pause> pauses) {

    /** A day on which the clock did not run, and why. */
    record Day(LocalDate date, String reason) {}

    /**
     * A time in which the clock ran.
     *
     * @param to the first instant after it
     * @param passed how much service time has passed in all by then, in whole seconds
     */
    record Interval(Instant from, Instant to, Duration passed) {

        private static List<Interval> of(List<ServiceTime> times) {
            var passed = Duration.ZERO;
            var intervals = new ArrayList<Interval>();
            for (var time : times) {
                passed = passed.plus(time.length());
                intervals.add(new Interval(time.from(), time.to(), passed.truncatedTo(ChronoUnit.SECONDS)));
            }
            return intervals;
        }
    }

    private static final Name SAME_TIME = new Name(
            "Antwort bis zur selben Uhrzeit am nächsten Servicetag", "Answer by the same time on the next service day");
    private static final Name NEXT_OPENING = new Name(
            "Eingang außerhalb der Servicezeit: gezählt ab der nächsten Öffnung",
            "Received outside service hours: counted from the next opening");
    private static final Name HOLIDAYS = new Name("Feiertage: ", "Public holidays: ");
    private static final Name NATIONWIDE = new Name(
            "Nur bundesweite Feiertage: Der Regionalschlüssel nennt kein Land",
            "Nationwide public holidays only: the region key names no Land");

    private static Name inServiceTime(Duration time) {
        return time.toMinutesPart() == 0
                ? new Name(
                        "Antwort innerhalb von %d Servicestunden".formatted(time.toHours()),
                        "Answer within %d service hours".formatted(time.toHours()))
                : new Name(
                        "Antwort innerhalb von %d Minuten Servicezeit".formatted(time.toMinutes()),
                        "Answer within %d minutes of service time".formatted(time.toMinutes()));
    }

    static Explanation of(
            Mode mode,
            @Nullable Duration serviceTime,
            String regionKey,
            Instant receivedAt,
            Instant countedFrom,
            List<SkippedDay> skippedDays,
            List<ServiceTime> times,
            List<Pause> pauses,
            Locale language) {
        var rule = switch (mode) {
            case NEXT_SERVICE_DAY_SAME_TIME -> SAME_TIME.in(language);
            case SERVICE_HOURS ->
                inServiceTime(Objects.requireNonNull(serviceTime)).in(language);
        };
        return new Explanation(
                rule,
                countedFrom.equals(receivedAt) ? null : NEXT_OPENING.in(language),
                Land.of(regionKey)
                        .map(land -> HOLIDAYS.in(language) + land.label().in(language))
                        .orElseGet(() -> NATIONWIDE.in(language)),
                skippedDays.stream()
                        .map(day -> new Day(day.date(), day.reason(language)))
                        .toList(),
                Interval.of(times),
                pauses);
    }
}
