package org.poststelle.sla.promise;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.sla.calendar.PublicHolidays;
import org.poststelle.sla.calendar.ServiceCalendar;
import org.poststelle.sla.calendar.ServiceHours;

/**
 * What happens to promises. Each is one transaction: the promise changes and its event is recorded, or neither. Made at the
 * start, so that settings by which nothing could be promised stop the service then.
 */
@Startup
@ApplicationScoped
@Transactional
class PromiseCommands {

    private final Promises promises;
    private final Outbox outbox;
    private final Clock clock;
    private final PromiseSettings settings;
    private final ServiceHours hours;
    private final PublicHolidays holidays;

    PromiseCommands(Promises promises, Outbox outbox, Clock clock, PromiseSettings settings) {
        this.promises = promises;
        this.outbox = outbox;
        this.clock = clock;
        this.settings = settings;
        var week = settings.service();
        this.hours = new ServiceHours(week.days(), week.opens(), week.closes(), week.zone());
        var checked = settings.holidaysChecked();
        this.holidays = new PublicHolidays(checked.from(), checked.to());
    }

    /** Gives the promise for a enquiry received at that instant, by the calendar of the region it comes from. */
    void promise(UUID ticketId, String reference, String centre, String regionKey, Instant receivedAt) {
        var calendar = new ServiceCalendar(hours, holidays.of(regionKey, promises.regionalHolidays(regionKey)));
        // what the database cannot store must not be published either
        var deadline = settings.policy().deadline(receivedAt.truncatedTo(ChronoUnit.MICROS), calendar);
        if (promises.add(Promise.given(ticketId, reference, centre, regionKey, deadline))) {
            var now = clock.instant();
            outbox.record(
                    new SlaEvent.Promised(ticketId, deadline.policy(), deadline.receivedAt(), deadline.dueAt(), now),
                    centre,
                    now);
        }
    }

    /** The citizen got feedback at that instant. Too late, or on a promise already settled, it changes nothing. */
    void feedbackGiven(UUID ticketId, Instant at) {
        promises.lock(ticketId).flatMap(promise -> promise.met(at)).ifPresent(met -> {
            promises.settle(met);
            outbox.record(new SlaEvent.Met(ticketId, met.deadline().dueAt(), at), met.centre(), clock.instant());
        });
    }

    /** The enquiry was withdrawn at that instant: the clock stops, and there is nothing to tell. */
    void withdrawn(UUID ticketId, Instant at) {
        promises.lock(ticketId).flatMap(promise -> promise.withdrawn(at)).ifPresent(promises::settle);
    }

    /** Announces up to {@code limit} promises as broken whose due time has passed, and returns them. */
    List<Promise> breachOverdue(int limit) {
        var broken = promises.breachOverdue(limit);
        for (var promise : broken) {
            var at = Objects.requireNonNull(promise.settledAt());
            outbox.record(
                    new SlaEvent.Breached(promise.ticketId(), promise.deadline().dueAt(), at), promise.centre(), at);
        }
        return broken;
    }
}
