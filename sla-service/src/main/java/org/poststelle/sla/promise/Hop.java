package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time a ticket spent with an authority.
 *
 * @param until when it was returned, forwarded to another or answered; null while it is there
 * @param serviceTime how much service time that was, without the time in which the citizen was asked something; null while it is there,
 *     or where nobody has checked the holidays
 * @param handedBack whether it went without an answer
 */
record Hop(
        String authority,
        Instant since,
        @Nullable Instant until,
        @Nullable Duration serviceTime,
        boolean handedBack) {

    static Hop begin(String authority, Instant since) {
        return new Hop(authority, since, null, null, false);
    }

    Hop end(Instant at, @Nullable Duration time, boolean back) {
        return new Hop(authority, since, at, time, back);
    }
}
