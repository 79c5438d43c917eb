package org.poststelle.sla.calendar;

import jakarta.enterprise.context.ApplicationScoped;

/** The service calendars of the regions. */
@ApplicationScoped
public class ServiceCalendars {

    private final RegionalHolidays regionalHolidays;

    ServiceCalendars(RegionalHolidays regionalHolidays) {
        this.regionalHolidays = regionalHolidays;
    }

    /** The calendar of a region: the weekly hours without the holidays of its Land and of smaller regions around it. */
    public ServiceCalendar of(String regionKey, ServiceHours hours, PublicHolidays holidays) {
        return new ServiceCalendar(hours, holidays.of(regionKey, regionalHolidays.of(regionKey)));
    }
}
