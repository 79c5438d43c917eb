package org.poststelle.sla.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * The weekly hours in which the clock of a promise runs, holidays apart. The 115 is served Monday to Friday, 8 to 18.
 *
 * @param opens the first instant of a service day
 * @param closes the first instant after it, on the same day
 */
public record ServiceHours(Set<DayOfWeek> days, LocalTime opens, LocalTime closes, ZoneId zone) {

    /** Refuses hours in which a promise could never be kept. */
    public ServiceHours {
        days = Set.copyOf(days);
        if (days.isEmpty() || !opens.isBefore(closes)) {
            throw new IllegalArgumentException("Service hours need a day and an opening before the closing: %s %s-%s"
                    .formatted(days, opens, closes));
        }
    }
}
