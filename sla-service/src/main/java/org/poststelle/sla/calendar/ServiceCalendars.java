package org.poststelle.sla.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;

/** The service calendars of the regions. */
@ApplicationScoped
public class ServiceCalendars {

    private final RegionalHolidays regionalHolidays;

    ServiceCalendars(RegionalHolidays regionalHolidays) {
        this.regionalHolidays = regionalHolidays;
    }

    /**
     * The calendar of a region: the weekly hours without the holidays of its Land and of smaller regions around it, and without the days
     * on which the centre is closed for another reason.
     */
    public ServiceCalendar of(
            String regionKey, ServiceHours hours, Map<LocalDate, Name> closedDays, PublicHolidays holidays) {
        return new ServiceCalendar(hours, holidays.of(regionKey, regionalHolidays.of(regionKey))).without(closedDays);
    }
}
