package org.poststelle.notification.centre;

import java.util.OptionalLong;

/** Why contacts are not replaced. HTTP knows these, they do not know HTTP. */
abstract sealed class ContactsRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private ContactsRefusal(String message) {
        super(message);
    }

    /**
     * Refuses to replace what the caller has not seen.
     *
     * @param known the version that the caller saw, or nothing when any will do
     * @throws Stale when it is not the current one
     */
    static void ifStale(OptionalLong known, long current) {
        if (known.isPresent() && known.getAsLong() != current) {
            throw new Stale(known.getAsLong(), current);
        }
    }

    /** Somebody changed them since the caller saw them. */
    static final class Stale extends ContactsRefusal {
        private static final long serialVersionUID = 1;

        private Stale(long known, long current) {
            super("Version " + known + " was changed to " + current);
        }
    }

    /** A mailbox is one of this service, which would write to itself. */
    static final class OwnMailbox extends ContactsRefusal {
        private static final long serialVersionUID = 1;
        private final String field;

        OwnMailbox(String field) {
            super(field + " is a mailbox of this service");
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    /** Text in the colour could not be read by everybody. */
    static final class LowContrast extends ContactsRefusal {
        private static final long serialVersionUID = 1;
        private final double contrast;

        LowContrast(double contrast) {
            super("Contrast of " + contrast);
            this.contrast = contrast;
        }

        double contrast() {
            return contrast;
        }
    }
}
