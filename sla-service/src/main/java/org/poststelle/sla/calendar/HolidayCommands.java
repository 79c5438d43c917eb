package org.poststelle.sla.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.OptionalLong;
import org.poststelle.sla.document.DocumentRefusal;

/** What can be done to the regional holidays. */
@ApplicationScoped
@Transactional
class HolidayCommands {

    private final RegionalHolidays holidays;

    HolidayCommands(RegionalHolidays holidays) {
        this.holidays = holidays;
    }

    /**
     * Puts the document in the place of what there was, all of it or nothing. It holds for promises given from then on.
     *
     * @param known the version that the administrator saw, or nothing when any will do
     * @return the version from then on
     * @throws DocumentRefusal when it contradicts itself or they were changed meanwhile
     */
    long replace(HolidayDocument document, OptionalLong known, String user, Instant now) {
        DocumentRefusal.ifContradictory(document.contradiction());
        holidays.lock();
        var current = holidays.version();
        DocumentRefusal.ifStale(known, current);
        var rows = document.rows();
        holidays.replace(rows, new HolidayChange(current + 1, user, now, rows.size()));
        return current + 1;
    }
}
