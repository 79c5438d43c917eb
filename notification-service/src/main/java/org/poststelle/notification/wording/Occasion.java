package org.poststelle.notification.wording;

import java.util.EnumSet;
import java.util.Set;

/** Why citizens are written to, by the names of the kinds of mail. */
public enum Occasion {
    RECEIPT(true, false),
    DELAYED(true, false),
    QUESTION(true, true),
    QUESTION_REMINDER(true, true),
    INTERIM(false, true),
    ANSWER(false, true),
    CLOSED(false, true);

    private final boolean due;
    private final boolean written;

    Occasion(boolean due, boolean written) {
        this.due = due;
        this.written = written;
    }

    /** What its texts may leave open. */
    Set<Placeholder> placeholders() {
        var all = EnumSet.allOf(Placeholder.class);
        if (!due) {
            all.remove(Placeholder.DUE);
        }
        if (!written) {
            all.remove(Placeholder.TEXT);
        }
        return all;
    }

    /** Whether somebody has written what the citizen is to read. */
    boolean isWritten() {
        return written;
    }
}
