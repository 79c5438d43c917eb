package org.poststelle.sla.calendar;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The public holidays of Germany, its Länder and smaller regions, for the years whose law has been checked. */
public final class PublicHolidays {

    private final HolidayManager laws = HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.GERMANY));
    private final Year checkedFrom;
    private final Year checkedTo;

    /**
     * Holidays of the years given, both included. Legislators add holidays, so a rule that computes any year is right
     * only for those somebody has looked at.
     */
    public PublicHolidays(Year checkedFrom, Year checkedTo) {
        this.checkedFrom = checkedFrom;
        this.checkedTo = checkedTo;
        // Jollyday ignores a code it does not know and would leave out that Land's holidays in silence.
        Set<String> known = laws.getCalendarHierarchy().getChildren().keySet();
        Stream.of(Land.values())
                .filter(land -> !known.contains(land.holidayCode()))
                .forEach(land -> {
                    throw new IllegalStateException(
                            "No holidays are known for " + land.label().german());
                });
    }

    /**
     * The holiday a region keeps on a date, if any: those of its Land, or the nationwide ones where the key names no
     * Land, and those of the regional list.
     */
    public Function<LocalDate, Optional<Name>> of(String regionKey, List<RegionalHoliday> regional) {
        String[] land = Land.of(regionKey).map(Land::holidayCode).stream().toArray(String[]::new);
        List<RegionalHoliday> own = regional.stream()
                .filter(holiday -> regionKey.startsWith(holiday.regionPrefix()))
                .toList();
        return date -> statutory(date, land)
                .or(() -> own.stream()
                        .filter(holiday -> holiday.fallsOn(date))
                        .map(RegionalHoliday::name)
                        .findFirst());
    }

    private Optional<Name> statutory(LocalDate date, String... land) {
        Year year = Year.from(date);
        if (year.isBefore(checkedFrom) || year.isAfter(checkedTo)) {
            throw new HolidaysNotChecked(year);
        }
        return laws.getHolidays(date, date, land).stream()
                .map(holiday -> new Name(
                        holiday.getDescription(Locale.GERMAN),
                        // the language of the root bundle; ENGLISH would fall back to the language of the machine
                        holiday.getDescription(Locale.ROOT)))
                .findFirst();
    }
}
