package org.poststelle.sla.promise;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.temporal.ChronoUnit;
import org.poststelle.sla.calendar.HolidaysNotChecked;
import org.poststelle.sla.calendar.PublicHolidays;
import org.poststelle.sla.calendar.ServiceCalendar;
import org.poststelle.sla.calendar.ServiceCalendars;
import org.poststelle.sla.policy.Deadline;
import org.poststelle.sla.policy.Policies;
import org.poststelle.sla.policy.Policies.CentrePolicy;
import org.poststelle.sla.policy.PolicyDocument;
import org.poststelle.sla.policy.PromiseSettings;

/**
 * When answers are due, by the policy of the centre and the calendar of the region: the same for a promise and for a quote. Made at the
 * start, so that settings by which nothing could be promised stop the service then.
 */
@Startup
@ApplicationScoped
class Deadlines {

    private final ServiceCalendars calendars;
    private final Policies policies;
    private final PromiseSettings settings;
    private final PublicHolidays holidays;

    Deadlines(ServiceCalendars calendars, Policies policies, PromiseSettings settings) {
        this.calendars = calendars;
        this.policies = policies;
        this.settings = settings;
        settings.document().hoursIn(settings.service().zone());
        var checked = settings.holidaysChecked();
        this.holidays = new PublicHolidays(checked.from(), checked.to());
    }

    /**
     * When an answer is due, and by which version of the centre's policy.
     *
     * @param policyVersion counts the changes of the policy; 0 is that of the installation
     */
    record Reckoned(long policyVersion, Deadline deadline) {}

    /**
     * When an answer is due to an enquiry, by the policy of the centre and the calendar of the region it comes from.
     *
     * @throws HolidaysNotChecked when the days to count lie in years whose holidays nobody has checked
     */
    @Transactional
    Reckoned of(String centre, Enquiry enquiry) {
        return of(policies.current(centre), enquiry);
    }

    /** The same by an earlier version of the centre's policy. */
    @Transactional
    Reckoned of(String centre, long policyVersion, Enquiry enquiry) {
        return of(policies.version(centre, policyVersion).orElseThrow(), enquiry);
    }

    private Reckoned of(CentrePolicy policy, Enquiry enquiry) {
        var rule = policy.document().ruleFor(enquiry.serviceKey(), enquiry.intakeChannel());
        // what the database cannot store must not be published either
        var received = enquiry.receivedAt().truncatedTo(ChronoUnit.MICROS);
        return new Reckoned(
                policy.version(), rule.deadline(received, calendar(policy.document(), enquiry.regionKey())));
    }

    /** The calendar by which a centre counted in one version of its policy. */
    @Transactional
    ServiceCalendar calendar(String centre, long policyVersion, String regionKey) {
        return calendar(policies.version(centre, policyVersion).orElseThrow().document(), regionKey);
    }

    private ServiceCalendar calendar(PolicyDocument policy, String regionKey) {
        return calendars.of(regionKey, policy.hoursIn(settings.service().zone()), policy.closedDayNames(), holidays);
    }
}
