package org.poststelle.sla.figures;

import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Service time to half an hour, as the figures count it. */
final class HalfHours {

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private HalfHours() {}

    /**
     * Within how much service time a share of what was counted is.
     *
     * @param counted how many there are in each half hour, from 0
     * @param percent the share
     * @return null where nothing was counted
     */
    static @Nullable Duration within(SortedMap<Integer, Long> counted, int percent) {
        var all = counted.values().stream().mapToLong(Long::longValue).sum();
        long passed = 0;
        for (var halfHour : counted.entrySet()) {
            passed += halfHour.getValue();
            if (passed * 100 >= all * percent && passed > 0) {
                return HALF_HOUR.multipliedBy(halfHour.getKey() + 1L);
            }
        }
        return null;
    }
}
