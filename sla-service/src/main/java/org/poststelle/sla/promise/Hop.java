package org.poststelle.sla.promise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time a ticket spent with an authority.
 *
 * @param until when it was returned, forwarded to another or answered; null while it is there
 */
record Hop(String authority, Instant since, @Nullable Instant until) {}
