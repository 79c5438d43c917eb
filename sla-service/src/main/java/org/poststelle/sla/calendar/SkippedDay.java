package org.poststelle.sla.calendar;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A day on which the clock of a promise did not run: for a public holiday, or else for its day of the week. */
public record SkippedDay(LocalDate date, @Nullable Name holiday) {

    /** The holiday's name, or that of the day of the week. */
    public String reason(Locale language) {
        return holiday != null
                ? holiday.in(language)
                : date.getDayOfWeek().getDisplayName(TextStyle.FULL_STANDALONE, language);
    }
}
