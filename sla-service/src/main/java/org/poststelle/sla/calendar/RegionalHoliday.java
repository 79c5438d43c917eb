package org.poststelle.sla.calendar;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A public holiday of a region smaller than a Land, such as Mariä Himmelfahrt in most but not all of Bavaria. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate
public class RegionalHoliday {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private int id;

    private String regionPrefix;
    private int month;
    private int day;
    private String german;
    private String english;
    private @Nullable LocalDate validFrom;
    private @Nullable LocalDate validTo;

    /** For Hibernate. */
    protected RegionalHoliday() {}

    /**
     * @param regionPrefix what the keys of all regions that keep the day begin with
     * @param validFrom the first day of its validity; null when it has always been kept
     * @param validTo the last day of its validity; null when no end is known
     */
    public RegionalHoliday(
            String regionPrefix, MonthDay day, Name name, @Nullable LocalDate validFrom, @Nullable LocalDate validTo) {
        this.regionPrefix = regionPrefix;
        this.month = day.getMonthValue();
        this.day = day.getDayOfMonth();
        this.german = name.german();
        this.english = name.english();
        this.validFrom = validFrom;
        this.validTo = validTo;
    }

    String regionPrefix() {
        return regionPrefix;
    }

    /** What people call the day. */
    public Name name() {
        return new Name(german, english);
    }

    /** As a document names it, without the regions. */
    HolidayDocument.Entry entry() {
        var monthDay = MonthDay.of(month, day).toString().substring("--".length());
        return new HolidayDocument.Entry(monthDay, german, english, List.of(), validFrom, validTo);
    }

    boolean fallsOn(LocalDate date) {
        return MonthDay.from(date).equals(MonthDay.of(month, day))
                && (validFrom == null || !date.isBefore(validFrom))
                && (validTo == null || !date.isAfter(validTo));
    }
}
