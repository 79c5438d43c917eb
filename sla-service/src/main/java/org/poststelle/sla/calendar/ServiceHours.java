package org.poststelle.sla.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The weekly hours in which the clock of a promise runs, holidays apart. The 115 is served Monday to Friday, 8 to 18.
 *
 * @param windows when it is served, by day and time; none overlaps another
 */
public record ServiceHours(List<Window> windows, ZoneId zone) {

    /**
     * A time of service on one day of the week.
     *
     * @param opens the first instant of service
     * @param closes the first instant after it, on the same day
     */
    public record Window(DayOfWeek day, LocalTime opens, LocalTime closes) {

        /** Whether the window ends after it begins. */
        public boolean isOpen() {
            return opens.isBefore(closes);
        }

        /** Whether some time lies in both. */
        public boolean overlaps(Window other) {
            return day == other.day && opens.isBefore(other.closes) && other.opens.isBefore(closes);
        }
    }

    private static final Comparator<Window> BY_TIME =
            Comparator.comparing(Window::day).thenComparing(Window::opens);

    /** Refuses hours in which a promise could never be kept, or in which time would count twice. */
    public ServiceHours {
        windows = windows.stream().sorted(BY_TIME).toList();
        if (windows.isEmpty() || !windows.stream().allMatch(Window::isOpen) || anyOverlap(windows)) {
            throw new IllegalArgumentException(
                    "Service hours need a window, and each an opening before its closing and apart from the others: "
                            + windows);
        }
    }

    /** The same hours on each of the days. */
    public static ServiceHours daily(Collection<DayOfWeek> days, LocalTime opens, LocalTime closes, ZoneId zone) {
        return new ServiceHours(
                Set.copyOf(days).stream()
                        .map(day -> new Window(day, opens, closes))
                        .toList(),
                zone);
    }

    /** The windows of a day of the week, the earliest first. */
    List<Window> on(DayOfWeek day) {
        return windows.stream().filter(window -> window.day() == day).toList();
    }

    private static boolean anyOverlap(List<Window> sorted) {
        return IntStream.range(1, sorted.size())
                .anyMatch(later -> sorted.get(later - 1).overlaps(sorted.get(later)));
    }
}
