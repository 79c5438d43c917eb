package org.poststelle.sla.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The service hours of one region on real dates: its weekly hours without its holidays. */
public final class ServiceCalendar {

    private final ServiceHours hours;
    private final Function<LocalDate, Optional<Name>> holidays;

    /** A calendar of these weekly hours, closed on the days for which {@code holidays} has a name. */
    public ServiceCalendar(ServiceHours hours, Function<LocalDate, Optional<Name>> holidays) {
        this.hours = hours;
        this.holidays = holidays;
    }

    /** The same calendar without service on further days. */
    public ServiceCalendar without(Map<LocalDate, Name> closedDays) {
        return closedDays.isEmpty()
                ? this
                : new ServiceCalendar(
                        hours, day -> holidays.apply(day).or(() -> Optional.ofNullable(closedDays.get(day))));
    }

    /** The instant itself when it lies within service hours, else the next opening. */
    public Instant openFrom(Instant instant) {
        return timesFrom(instant).findFirst().orElseThrow().from();
    }

    /**
     * The same time of day on the next service day; if there is no service at that time, because that day has other hours, the next
     * opening after it.
     */
    public Instant nextServiceDay(Instant open) {
        ZonedDateTime local = open.atZone(hours.zone());
        LocalDate next = daysFrom(local.toLocalDate().plusDays(1))
                .filter(this::isServiceDay)
                .findFirst()
                .orElseThrow();
        return openFrom(next.atTime(local.toLocalTime()).atZone(hours.zone()).toInstant());
    }

    /** The instant at which so much service time, more than none, has passed since {@code start}. */
    public Instant after(Instant start, Duration serviceTime) {
        Duration left = serviceTime;
        for (var times = timesFrom(start).iterator(); ; ) {
            ServiceTime time = times.next();
            if (left.compareTo(time.length()) <= 0) {
                return time.from().plus(left);
            }
            left = left.minus(time.length());
        }
    }

    /** When there is service between two instants. Looks at no day after the last of them. */
    public List<ServiceTime> times(Instant start, Instant end) {
        var first = LocalDate.ofInstant(start, hours.zone());
        var last = LocalDate.ofInstant(end, hours.zone());
        return first.isAfter(last)
                ? List.of()
                : times(first.datesUntil(last.plusDays(1)), start)
                        .filter(time -> time.from().isBefore(end))
                        .map(time -> time.to().isAfter(end) ? new ServiceTime(time.from(), end) : time)
                        .toList();
    }

    /** How much service there is between two instants. */
    public Duration serviceTime(Instant start, Instant end) {
        return times(start, end).stream().map(ServiceTime::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** The days without service from the day of {@code start} to the day of {@code end}. */
    public List<SkippedDay> skippedDays(Instant start, Instant end) {
        return LocalDate.ofInstant(start, hours.zone())
                .datesUntil(LocalDate.ofInstant(end, hours.zone()))
                .filter(day -> !isServiceDay(day))
                .map(day -> new SkippedDay(day, holidays.apply(day).orElse(null)))
                .toList();
    }

    /** The times of service from an instant on, without an end. */
    private Stream<ServiceTime> timesFrom(Instant start) {
        return times(daysFrom(LocalDate.ofInstant(start, hours.zone())), start);
    }

    private Stream<ServiceTime> times(Stream<LocalDate> days, Instant start) {
        return days.flatMap(this::timesOn)
                .filter(time -> time.to().isAfter(start))
                .map(time -> time.from().isBefore(start) ? new ServiceTime(start, time.to()) : time);
    }

    private Stream<ServiceTime> timesOn(LocalDate day) {
        return isServiceDay(day)
                ? hours.on(day.getDayOfWeek()).stream()
                        .map(window -> new ServiceTime(instant(day, window.opens()), instant(day, window.closes())))
                        .filter(time -> time.from().isBefore(time.to()))
                : Stream.empty();
    }

    /** A time that the clocks skip in the night they go ahead begins, or ends, when they do. */
    private Instant instant(LocalDate day, LocalTime time) {
        var local = day.atTime(time);
        var change = hours.zone().getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(hours.zone()).toInstant();
    }

    private boolean isServiceDay(LocalDate day) {
        return !hours.on(day.getDayOfWeek()).isEmpty() && holidays.apply(day).isEmpty();
    }

    private static Stream<LocalDate> daysFrom(LocalDate first) {
        return Stream.iterate(first, day -> day.plusDays(1));
    }
}
