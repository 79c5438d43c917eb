package org.poststelle.sla.promise;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time a ticket spent with an authority.
 *
 * @param until when it was returned, forwarded to another or answered; absent while it is there
 * @param serviceTime how much of it was service time, up to now while it is there
 */
record HopView(String authority, Instant since, @Nullable Instant until, Duration serviceTime) {}
