package org.poststelle.sla.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.Land;
import org.poststelle.sla.calendar.Name;
import org.poststelle.sla.calendar.SkippedDay;
import org.poststelle.sla.policy.Policy;

/**
 * Why an answer is due then, in words.
 *
 * @param rule what the policy says
 * @param start why the clock started later than the receipt; absent when it did not
 * @param calendar whose holidays counted
 * @param skippedDays the days on which the clock did not run
 */
record Explanation(String rule, @Nullable String start, String calendar, List<Day> skippedDays) {

    /** A day on which the clock did not run, and why. */
    record Day(LocalDate date, String reason) {}

    private static final Name SAME_TIME = new Name(
            "Antwort bis zur selben Uhrzeit am nächsten Servicetag", "Answer by the same time on the next service day");
    private static final Name SERVICE_HOURS =
            new Name("Antwort innerhalb von 24 Servicestunden", "Answer within 24 service hours");
    private static final Name NEXT_OPENING = new Name(
            "Eingang außerhalb der Servicezeit: gezählt ab der nächsten Öffnung",
            "Received outside service hours: counted from the next opening");
    private static final Name HOLIDAYS = new Name("Feiertage: ", "Public holidays: ");
    private static final Name NATIONWIDE = new Name(
            "Nur bundesweite Feiertage: Der Regionalschlüssel nennt kein Land",
            "Nationwide public holidays only: the region key names no Land");

    static Explanation of(
            Policy policy,
            String regionKey,
            Instant receivedAt,
            Instant countedFrom,
            List<SkippedDay> skippedDays,
            Locale language) {
        var rule = switch (policy) {
            case NEXT_SERVICE_DAY_SAME_TIME -> SAME_TIME;
            case SERVICE_HOURS_24 -> SERVICE_HOURS;
        };
        return new Explanation(
                rule.in(language),
                countedFrom.equals(receivedAt) ? null : NEXT_OPENING.in(language),
                Land.of(regionKey)
                        .map(land -> HOLIDAYS.in(language) + land.label().in(language))
                        .orElseGet(() -> NATIONWIDE.in(language)),
                skippedDays.stream()
                        .map(day -> new Day(day.date(), day.reason(language)))
                        .toList());
    }
}
