package org.poststelle.sla.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.PlainText;
import org.poststelle.sla.document.Contradiction;

/**
 * The public holidays that only parts of a Land keep, complete: what is not in it is no holiday. Those of whole Länder are computed by
 * law and need not be in it.
 */
record HolidayDocument(@NotNull @Size(max = 1000) List<@NotNull @Valid Entry> holidays) {

    /**
     * A day that some regions keep each year.
     *
     * @param day month and day, such as {@code 08-15}
     * @param regions what the keys of all regions begin with that keep it
     * @param validFrom the first day of its validity; absent when it has always been kept
     * @param validTo the last day of its validity; absent when no end is known
     */
    record Entry(
            @NotNull @Pattern(regexp = "(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])")
            String day,

            @NotBlank @PlainText @Size(max = 100) String german,
            @NotBlank @PlainText @Size(max = 100) String english,

            @NotEmpty @Size(max = 5000)
            List<@NotNull @Pattern(regexp = "\\d{2}|\\d{3}|\\d{5}|\\d{9}|\\d{12}") String> regions,

            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo) {

        private Entry of(List<String> others) {
            return new Entry(day, german, english, others, validFrom, validTo);
        }

        private Stream<RegionalHoliday> rows() {
            return regions.stream()
                    .map(region -> new RegionalHoliday(
                            region, MonthDay.parse("--" + day), new Name(german, english), validFrom, validTo));
        }
    }

    /** What is wrong although each part for itself may be as it is; the first of it. */
    Optional<Contradiction> contradiction() {
        var seen = new HashSet<List<@Nullable Object>>();
        for (int i = 0; i < holidays.size(); i++) {
            var entry = holidays.get(i);
            var place = "holidays[" + i + "].";
            if (!exists(entry.day())) {
                return Optional.of(new Contradiction(place + "day", "no-such-day"));
            }
            if (!isOfOurTime(entry.validFrom())) {
                return Optional.of(new Contradiction(place + "validFrom", "year-misfit"));
            }
            if (!isOfOurTime(entry.validTo())) {
                return Optional.of(new Contradiction(place + "validTo", "year-misfit"));
            }
            if (entry.validFrom() != null
                    && entry.validTo() != null
                    && entry.validFrom().isAfter(entry.validTo())) {
                return Optional.of(new Contradiction(place + "validTo", "ends-before-it-begins"));
            }
            for (var region : entry.regions()) {
                if (!seen.add(Arrays.asList(region, entry.day(), entry.validFrom()))) {
                    return Optional.of(new Contradiction(place + "regions", "named-twice"));
                }
            }
        }
        return Optional.empty();
    }

    /** The document of rows that are sorted by day. */
    static HolidayDocument of(List<RegionalHoliday> rows) {
        var regions = new LinkedHashMap<Entry, List<String>>();
        for (var row : rows) {
            regions.computeIfAbsent(row.entry(), _ -> new ArrayList<>()).add(row.regionPrefix());
        }
        return new HolidayDocument(regions.entrySet().stream()
                .map(entry -> entry.getKey().of(entry.getValue()))
                .toList());
    }

    /** One row for each region. */
    List<RegionalHoliday> rows() {
        return holidays.stream().flatMap(Entry::rows).toList();
    }

    /** Other years are typing mistakes, and the database cannot hold all of them. */
    private static boolean isOfOurTime(@Nullable LocalDate day) {
        return day == null || (day.getYear() >= 1000 && day.getYear() <= 9999);
    }

    private static boolean exists(String day) {
        try {
            MonthDay.parse("--" + day);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
