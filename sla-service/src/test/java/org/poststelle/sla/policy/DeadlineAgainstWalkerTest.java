package org.poststelle.sla.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poststelle.sla.policy.Calendars.BERLIN;
import static org.poststelle.sla.policy.Calendars.KEMPTEN;
import static org.poststelle.sla.policy.Calendars.KOBLENZ;
import static org.poststelle.sla.policy.Calendars.QUICKBORN;
import static org.poststelle.sla.policy.Calendars.WORKING_WEEK;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Deadlines of random instants against a walker that knows nothing but "is this minute served?", its own computation of
 * Easter, and how to take one step.
 */
class DeadlineAgainstWalkerTest {

    private static final long SEED = 115;
    private static final Instant FIRST = Calendars.at("2024-01-01T00:00");
    private static final Instant LAST = Calendars.at("2032-12-20T00:00");

    private static final Set<String> NATIONWIDE = Set.of("--01-01", "--05-01", "--10-03", "--12-25", "--12-26");
    private static final Map<String, Set<String>> FIXED = Map.of(
            KOBLENZ, Set.of("--11-01"),
            KEMPTEN, Set.of("--01-06", "--08-15", "--11-01"),
            QUICKBORN, Set.of("--10-31"));
    private static final Set<Long> DAYS_AFTER_EASTER = Set.of(-2L, 1L, 39L, 50L);
    private static final long CORPUS_CHRISTI = 60;

    private record Receipt(String regionKey, Instant at) {}

    private static Stream<Receipt> receipts() {
        var regions = FIXED.keySet().stream().sorted().toList();
        return new Random(SEED)
                .longs(1500, FIRST.getEpochSecond() / 60, LAST.getEpochSecond() / 60)
                .mapToObj(minute ->
                        new Receipt(regions.get((int) (minute % regions.size())), Instant.ofEpochSecond(minute * 60)));
    }

    @Test
    void agreesForBothModes() {
        receipts().forEach(DeadlineAgainstWalkerTest::agrees);
    }

    private static void agrees(Receipt receipt) {
        var calendar = Calendars.of(receipt.regionKey());
        ZonedDateTime start = receipt.at().atZone(BERLIN);
        while (!isServed(start, receipt.regionKey())) {
            start = start.plusMinutes(1);
        }

        ZonedDateTime sameTime = start.plusDays(1);
        while (!isServed(sameTime, receipt.regionKey())) {
            sameTime = sameTime.plusDays(1);
        }
        assertThat(Calendars.NEXT_SERVICE_DAY_SAME_TIME
                        .deadline(receipt.at(), calendar)
                        .dueAt())
                .as("%s", receipt)
                .isEqualTo(sameTime.toInstant());

        ZonedDateTime counted = start;
        for (int minutes = 0; minutes < 24 * 60; counted = counted.plusMinutes(1)) {
            minutes += isServed(counted, receipt.regionKey()) ? 1 : 0;
        }
        assertThat(Calendars.SERVICE_HOURS_24.deadline(receipt.at(), calendar).dueAt())
                .as("%s", receipt)
                .isEqualTo(counted.toInstant());
    }

    private static boolean isServed(ZonedDateTime minute, String regionKey) {
        return WORKING_WEEK.contains(minute.getDayOfWeek())
                && minute.getHour() >= 8
                && minute.getHour() < 18
                && !isHoliday(minute.toLocalDate(), regionKey);
    }

    private static boolean isHoliday(LocalDate date, String regionKey) {
        String fixed = MonthDay.from(date).toString();
        long afterEaster = ChronoUnit.DAYS.between(easter(date.getYear()), date);
        return NATIONWIDE.contains(fixed)
                || FIXED.getOrDefault(regionKey, Set.of()).contains(fixed)
                || DAYS_AFTER_EASTER.contains(afterEaster)
                || (afterEaster == CORPUS_CHRISTI && !regionKey.equals(QUICKBORN));
    }

    /** Easter Sunday of the years 1900 to 2099, by Gauss. */
    private static LocalDate easter(int year) {
        int moon = (19 * (year % 19) + 24) % 30;
        int sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
        int days = moon + sunday;
        if (days == 35 || (days == 34 && moon == 28 && year % 19 > 10)) {
            days -= 7;
        }
        return LocalDate.of(year, 3, 22).plusDays(days);
    }
}
