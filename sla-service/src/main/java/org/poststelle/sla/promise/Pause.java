package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.ServiceCalendar;

/**
 * A time in which the citizen was asked something, and the clock stood still.
 *
 * @param until null while the reply is awaited
 */
record Pause(Instant since, @Nullable Instant until) {

    /** How much service time lies between two instants without these pauses. */
    static Duration serviceTimeWithout(List<Pause> pauses, Instant from, Instant to, ServiceCalendar calendar) {
        var paused = pauses.stream()
                .map(pause -> pause.serviceTimeWithin(from, to, calendar))
                .reduce(Duration.ZERO, Duration::plus);
        return calendar.serviceTime(from, to).minus(paused);
    }

    private Duration serviceTimeWithin(Instant from, Instant to, ServiceCalendar calendar) {
        return calendar.serviceTime(
                since.isAfter(from) ? since : from, until != null && until.isBefore(to) ? until : to);
    }
}
