package org.poststelle.sla.promise;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.AuthorityClosures;
import org.poststelle.sla.calendar.HolidaysNotChecked;
import org.poststelle.sla.calendar.PublicHolidays;
import org.poststelle.sla.calendar.ServiceCalendar;
import org.poststelle.sla.calendar.ServiceCalendars;
import org.poststelle.sla.policy.Deadline;
import org.poststelle.sla.policy.Policies;
import org.poststelle.sla.policy.Policies.CentrePolicy;
import org.poststelle.sla.policy.PolicyDocument;
import org.poststelle.sla.policy.PromiseRule;
import org.poststelle.sla.policy.PromiseSettings;
import org.poststelle.sla.policy.Target;

/**
 * When answers are due, by the policy of the centre and the calendar of the region: the same for a promise and for a quote. Made at the
 * start, so that settings by which nothing could be promised stop the service then.
 */
@Startup
@ApplicationScoped
class Deadlines {

    private final ServiceCalendars calendars;
    private final Policies policies;
    private final AuthorityClosures closures;
    private final PromiseSettings settings;
    private final PublicHolidays holidays;

    Deadlines(ServiceCalendars calendars, Policies policies, AuthorityClosures closures, PromiseSettings settings) {
        this.calendars = calendars;
        this.policies = policies;
        this.closures = closures;
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
        return of(policies.given(centre, policyVersion), enquiry);
    }

    private Reckoned of(CentrePolicy policy, Enquiry enquiry) {
        var rule = rule(policy, enquiry);
        // what the database cannot store must not be published either
        var received = enquiry.receivedAt().truncatedTo(ChronoUnit.MICROS);
        return new Reckoned(
                policy.version(), rule.deadline(received, calendar(policy.document(), enquiry.regionKey())));
    }

    /** The calendar by which a centre counted in one version of its policy. */
    @Transactional
    ServiceCalendar calendar(String centre, long policyVersion, String regionKey) {
        return calendar(policies.given(centre, policyVersion).document(), regionKey);
    }

    private static PromiseRule rule(CentrePolicy policy, Enquiry enquiry) {
        return policy.document().ruleFor(enquiry.serviceKey(), enquiry.intakeChannel(), enquiry.priority());
    }

    private ServiceCalendar calendar(String centre, long policyVersion, String regionKey, @Nullable String authority) {
        var calendar = calendar(centre, policyVersion, regionKey);
        return authority == null ? calendar : calendar.without(closures.of(authority));
    }

    /**
     * By when something should happen on the way to the answer, if the policy says so.
     *
     * @param authority who has to see to it, and is closed on some days; null where the centre has
     * @return nothing either where nobody has checked the holidays: the promise counts without it
     */
    @Transactional
    Optional<TargetTime> target(Promise promise, Target target, @Nullable String authority, Instant since) {
        try {
            return rule(policies.given(promise.centre(), promise.policyVersion()), promise.enquiry())
                    .target(target)
                    .map(rule -> TargetTime.start(
                            target,
                            authority,
                            since,
                            rule.since(
                                    since,
                                    calendar(
                                            promise.centre(),
                                            promise.policyVersion(),
                                            promise.regionKey(),
                                            authority))));
        } catch (HolidaysNotChecked _) {
            return Optional.empty();
        }
    }

    /** How much service time, in whole seconds, an authority had the ticket, if somebody has checked the holidays. */
    @Transactional
    Optional<Duration> workedOn(PromiseDetails promise, Hop hop, Instant until) {
        try {
            var calendar = calendar(promise.centre(), promise.policyVersion(), promise.regionKey(), hop.authority());
            return Optional.of(Pause.serviceTimeWithout(promise.pauses(), hop.since(), until, calendar)
                    .truncatedTo(ChronoUnit.SECONDS));
        } catch (HolidaysNotChecked _) {
            return Optional.empty();
        }
    }

    private ServiceCalendar calendar(PolicyDocument policy, String regionKey) {
        return calendars.of(regionKey, policy.hoursIn(settings.service().zone()), policy.closedDayNames(), holidays);
    }
}
