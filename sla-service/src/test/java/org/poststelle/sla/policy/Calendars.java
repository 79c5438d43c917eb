package org.poststelle.sla.policy;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.poststelle.sla.calendar.Name;
import org.poststelle.sla.calendar.PublicHolidays;
import org.poststelle.sla.calendar.RegionalHoliday;
import org.poststelle.sla.calendar.ServiceCalendar;
import org.poststelle.sla.calendar.ServiceHours;

/** The calendars of the sample regions. */
final class Calendars {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Set<DayOfWeek> WORKING_WEEK = EnumSet.range(MONDAY, FRIDAY);
    static final String KOBLENZ = "071110000000";
    static final String KEMPTEN = "097630000000";
    static final String SONTHOFEN = "097800139139";
    static final String MEMMINGERBERG = "097780171171";
    static final String QUICKBORN = "010560041041";
    static final String EISENBERG = "160745052018";

    static final PublicHolidays HOLIDAYS = new PublicHolidays(Year.of(2024), Year.of(2032));

    private static final Name ASSUMPTION = new Name("Mariä Himmelfahrt", "Assumption Day");
    private static final List<RegionalHoliday> REGIONAL = List.of(
            new RegionalHoliday("09763", MonthDay.of(8, 15), ASSUMPTION, null, null),
            new RegionalHoliday("09780", MonthDay.of(8, 15), ASSUMPTION, null, null));

    static final PromiseRule NEXT_SERVICE_DAY_SAME_TIME =
            new PromiseRule(null, null, null, Mode.NEXT_SERVICE_DAY_SAME_TIME, null, stages(50, 75, 90), List.of());
    static final PromiseRule SERVICE_HOURS_24 =
            new PromiseRule(null, null, null, Mode.SERVICE_HOURS, Duration.ofHours(24), List.of(), List.of());

    /** The unit of the authority is told after these shares of the service time. */
    static List<Stage> stages(Integer... percents) {
        return Stream.of(percents)
                .map(percent -> new Stage(percent, List.of(Recipient.AUTHORITY)))
                .toList();
    }

    static ServiceCalendar of(String regionKey) {
        return with(ServiceHours.daily(WORKING_WEEK, LocalTime.of(8, 0), LocalTime.of(18, 0), BERLIN), regionKey);
    }

    static ServiceCalendar with(ServiceHours hours, String regionKey) {
        return new ServiceCalendar(hours, HOLIDAYS.of(regionKey, REGIONAL));
    }

    static ServiceCalendar closedOn(String regionKey, LocalDate closed, Name reason) {
        var holidays = HOLIDAYS.of(regionKey, REGIONAL);
        return new ServiceCalendar(
                ServiceHours.daily(WORKING_WEEK, LocalTime.of(8, 0), LocalTime.of(18, 0), BERLIN),
                day -> day.equals(closed) ? Optional.of(reason) : holidays.apply(day));
    }

    /** The instant of a local time such as {@code 2026-11-20T15:00} in Germany. */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private Calendars() {}
}
