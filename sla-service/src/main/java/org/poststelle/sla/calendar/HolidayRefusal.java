package org.poststelle.sla.calendar;

import org.poststelle.sla.calendar.HolidayDocument.Contradiction;

/** Why regional holidays are not replaced. HTTP knows these, they do not know HTTP. */
abstract sealed class HolidayRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private HolidayRefusal(String message) {
        super(message);
    }

    /** Somebody changed them since the caller saw them. */
    static final class Stale extends HolidayRefusal {
        private static final long serialVersionUID = 1L;

        Stale(long known, long current) {
            super("Version " + known + " was changed to " + current);
        }
    }

    /** The document contradicts itself. */
    static final class Contradictory extends HolidayRefusal {
        private static final long serialVersionUID = 1L;
        private final transient Contradiction contradiction;

        Contradictory(Contradiction contradiction) {
            super(contradiction.field() + ": " + contradiction.code());
            this.contradiction = contradiction;
        }

        Contradiction contradiction() {
            return contradiction;
        }
    }
}
