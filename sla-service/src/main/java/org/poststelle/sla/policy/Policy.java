package org.poststelle.sla.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.poststelle.sla.calendar.HolidaysNotChecked;
import org.poststelle.sla.calendar.ServiceCalendar;

/** What "within 24 hours during service hours", the promise of the 115, is taken to mean. */
public enum Policy {
    /** Answered by the same time of day on the next service day. */
    NEXT_SERVICE_DAY_SAME_TIME,
    /** Answered before 24 hours of service have passed: two and a half days of ten hours. */
    SERVICE_HOURS_24;

    /**
     * When an answer is due. A enquiry received outside service hours counts as received at the next opening.
     *
     * @throws HolidaysNotChecked when the calendar does not know all the days it would count
     */
    public Deadline deadline(Instant receivedAt, ServiceCalendar calendar) {
        ZonedDateTime countedFrom = calendar.openFrom(receivedAt);
        ZonedDateTime due = switch (this) {
            case NEXT_SERVICE_DAY_SAME_TIME -> calendar.nextServiceDay(countedFrom);
            case SERVICE_HOURS_24 -> calendar.after(countedFrom, Duration.ofHours(24));
        };
        return new Deadline(
                this, receivedAt, countedFrom.toInstant(), due.toInstant(), calendar.skippedDays(receivedAt, due));
    }
}
