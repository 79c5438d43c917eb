package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time a ticket spent with an authority.
 *
 * @param until when it was returned, forwarded to another or answered; absent while it is there
 * @param serviceTime how much of it was service time in which the citizen was not asked anything, up to now while it is there; absent
 *     where nobody has checked the holidays
 */
record HopView(
        String authority,
        Instant since,
        @Nullable Instant until,
        @Nullable Duration serviceTime) {}
