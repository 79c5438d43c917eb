package org.poststelle.sla.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
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

    /** The instant itself when it lies within service hours, else the next opening. */
    public ZonedDateTime openFrom(Instant instant) {
        ZonedDateTime local = instant.atZone(hours.zone());
        LocalDate day = local.toLocalDate();
        if (!isServiceDay(day) || !local.isBefore(closing(day))) {
            return opening(serviceDayAfter(day));
        }
        return local.isBefore(opening(day)) ? opening(day) : local;
    }

    /** The same time of day on the next service day. */
    public ZonedDateTime nextServiceDay(ZonedDateTime open) {
        return serviceDayAfter(open.toLocalDate()).atTime(open.toLocalTime()).atZone(hours.zone());
    }

    /** The instant at which so much service time has passed since {@code open}, which lies within service hours. */
    public ZonedDateTime after(ZonedDateTime open, Duration serviceTime) {
        Duration today = Duration.between(open, closing(open.toLocalDate()));
        return serviceTime.compareTo(today) <= 0
                ? open.plus(serviceTime)
                : after(opening(serviceDayAfter(open.toLocalDate())), serviceTime.minus(today));
    }

    /** The days without service from the day of {@code start} to the day of {@code end}. */
    public List<SkippedDay> skippedDays(Instant start, ZonedDateTime end) {
        return LocalDate.ofInstant(start, hours.zone())
                .datesUntil(end.toLocalDate())
                .filter(day -> !isServiceDay(day))
                .map(day -> new SkippedDay(day, holidays.apply(day).orElse(null)))
                .toList();
    }

    private boolean isServiceDay(LocalDate day) {
        return hours.days().contains(day.getDayOfWeek()) && holidays.apply(day).isEmpty();
    }

    private LocalDate serviceDayAfter(LocalDate day) {
        return Stream.iterate(day.plusDays(1), next -> next.plusDays(1))
                .filter(this::isServiceDay)
                .findFirst()
                .orElseThrow();
    }

    private ZonedDateTime opening(LocalDate day) {
        return day.atTime(hours.opens()).atZone(hours.zone());
    }

    private ZonedDateTime closing(LocalDate day) {
        return day.atTime(hours.closes()).atZone(hours.zone());
    }
}
