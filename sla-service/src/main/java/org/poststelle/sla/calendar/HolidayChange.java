package org.poststelle.sla.calendar;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** That somebody replaced the regional holidays. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class HolidayChange {

    @Id
    private long version;

    private String changedBy;
    private Instant changedAt;
    private int holidays;

    /** For Hibernate. */
    protected HolidayChange() {}

    /**
     * @param version counts the changes, from 1
     * @param holidays how many holidays of regions there were from then on
     */
    HolidayChange(long version, String changedBy, Instant changedAt, int holidays) {
        this.version = version;
        this.changedBy = changedBy;
        this.changedAt = changedAt;
        this.holidays = holidays;
    }
}
