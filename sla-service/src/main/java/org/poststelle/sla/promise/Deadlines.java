package org.poststelle.sla.promise;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.poststelle.sla.calendar.HolidaysNotChecked;
import org.poststelle.sla.calendar.PublicHolidays;
import org.poststelle.sla.calendar.ServiceCalendars;
import org.poststelle.sla.calendar.ServiceHours;
import org.poststelle.sla.policy.Deadline;
import org.poststelle.sla.policy.PromiseSettings;

/**
 * When answers are due, by the policy and the calendars of this installation: the same for a promise and for a quote. Made at the
 * start, so that settings by which nothing could be promised stop the service then.
 */
@Startup
@ApplicationScoped
class Deadlines {

    private final ServiceCalendars calendars;
    private final PromiseSettings settings;
    private final ServiceHours hours;
    private final PublicHolidays holidays;

    Deadlines(ServiceCalendars calendars, PromiseSettings settings) {
        this.calendars = calendars;
        this.settings = settings;
        var week = settings.service();
        this.hours = new ServiceHours(week.days(), week.opens(), week.closes(), week.zone());
        var checked = settings.holidaysChecked();
        this.holidays = new PublicHolidays(checked.from(), checked.to());
    }

    /**
     * When an answer is due to an enquiry received at that instant, by the calendar of the region it comes from.
     *
     * @throws HolidaysNotChecked when the days to count lie in years whose holidays nobody has checked
     */
    @Transactional
    Deadline of(String regionKey, Instant receivedAt) {
        // what the database cannot store must not be published either
        return settings.policy()
                .deadline(receivedAt.truncatedTo(ChronoUnit.MICROS), calendars.of(regionKey, hours, holidays));
    }
}
