package org.poststelle.sla.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.sla.calendar.ServiceHours.Window;

/**
 * Random calendars against a walker that knows nothing but "is this minute served?", also over the nights in which clocks are changed.
 * The name of a failed case is its seed.
 */
class ServiceCalendarAgainstWalkerTest {

    private static final int CALENDARS = 150;
    private static final List<ZoneId> ZONES = Stream.of("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC")
            .map(ZoneId::of)
            .toList();
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

    static Stream<Long> seeds() {
        return new Random(115).longs(CALENDARS).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void calendarCountsEveryServedMinuteOnce(long seed) {
        var random = new Random(seed);
        var zone = ZONES.get(random.nextInt(ZONES.size()));
        var windows = windows(random);
        var closed = random.ints(100, 0, 365).mapToObj(FIRST_DAY::plusDays).collect(Collectors.toSet());
        var calendar = new ServiceCalendar(
                new ServiceHours(windows, zone),
                day -> closed.contains(day) ? Optional.of(new Name("zu", "closed")) : Optional.empty());
        var start = FIRST_DAY.atStartOfDay(zone).toInstant().plus(Duration.ofMinutes(random.nextInt(340 * 24 * 60)));
        var serviceTime = Duration.ofMinutes(1 + random.nextInt(30 * 60));

        var opening = start;
        while (!isServed(opening, windows, closed, zone)) {
            opening = opening.plus(Duration.ofMinutes(1));
        }
        var end = opening;
        for (long minutes = 0; minutes < serviceTime.toMinutes(); end = end.plus(Duration.ofMinutes(1))) {
            minutes += isServed(end, windows, closed, zone) ? 1 : 0;
        }

        assertThat(calendar.openFrom(start)).isEqualTo(opening);
        assertThat(calendar.after(start, serviceTime)).isEqualTo(end);
        assertThat(calendar.serviceTime(start, end)).isEqualTo(serviceTime);
        assertThat(calendar.serviceTime(start, end.minus(Duration.ofMinutes(1))))
                .isEqualTo(serviceTime.minusMinutes(1));
        assertThat(calendar.serviceTime(end, start)).isZero();
    }

    /** At least one and up to 21 windows. None begins or ends in the hour that comes twice in autumn: that can be read in two ways. */
    private static List<Window> windows(Random random) {
        var windows = new ArrayList<Window>();
        for (var day : DayOfWeek.values()) {
            var times = random.ints(random.nextInt(4) * 2L, 0, 24 * 12)
                    .map(fiveMinutes -> fiveMinutes / 12 < 3 ? fiveMinutes / 12 * 12 : fiveMinutes)
                    .map(fiveMinutes -> fiveMinutes / 12 == 1 ? 0 : fiveMinutes)
                    .distinct()
                    .sorted()
                    .mapToObj(fiveMinutes -> LocalTime.MIDNIGHT.plusMinutes(fiveMinutes * 5L))
                    .toList();
            for (int i = 0; i + 1 < times.size(); i += 2) {
                windows.add(new Window(day, times.get(i), times.get(i + 1)));
            }
        }
        if (windows.isEmpty()) {
            windows.add(new Window(DayOfWeek.MONDAY, LocalTime.of(8, 0), LocalTime.of(18, 0)));
        }
        return windows;
    }

    private static boolean isServed(Instant minute, List<Window> windows, Set<LocalDate> closed, ZoneId zone) {
        var local = minute.atZone(zone);
        return !closed.contains(local.toLocalDate())
                && windows.stream()
                        .anyMatch(window -> window.day() == local.getDayOfWeek()
                                && !local.toLocalTime().isBefore(window.opens())
                                && local.toLocalTime().isBefore(window.closes()));
    }
}
