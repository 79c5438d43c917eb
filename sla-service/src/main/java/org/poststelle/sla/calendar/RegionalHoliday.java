package org.poststelle.sla.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import org.jspecify.annotations.Nullable;

/**
 * A public holiday of a region smaller than a Land, such as Mariä Himmelfahrt in most but not all of Bavaria.
 *
 * @param regionPrefix what the keys of all regions that keep the day begin with
 * @param validFrom the first day of its validity; null when it has always been kept
 * @param validTo the last day of its validity; null when no end is known
 */
public record RegionalHoliday(
        String regionPrefix,
        MonthDay day,
        Name name,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {

    boolean fallsOn(LocalDate date) {
        return MonthDay.from(date).equals(day)
                && (validFrom == null || !date.isBefore(validFrom))
                && (validTo == null || !date.isAfter(validTo));
    }
}
