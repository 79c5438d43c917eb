package org.poststelle.sla.calendar;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poststelle.rest.PlainText;

/** A day without service, and why in the two languages that people read here. */
public record ClosedDay(
        @NotNull LocalDate date,
        @NotBlank @PlainText @Size(max = 100) String german,
        @NotBlank @PlainText @Size(max = 100) String english) {

    /** The reasons by date. */
    public static Map<LocalDate, Name> names(List<ClosedDay> days) {
        var names = new LinkedHashMap<LocalDate, Name>();
        days.forEach(day -> names.put(day.date(), new Name(day.german(), day.english())));
        return names;
    }
}
