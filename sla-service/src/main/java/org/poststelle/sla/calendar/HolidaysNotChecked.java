package org.poststelle.sla.calendar;

import java.time.Year;

/** Refusal to count days of a year whose holidays nobody has checked: a wrong promise is worse than a late one. */
public final class HolidaysNotChecked extends RuntimeException {

    HolidaysNotChecked(Year year) {
        super("The public holidays of %s have not been checked".formatted(year));
    }
}
