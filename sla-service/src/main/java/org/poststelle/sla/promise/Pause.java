package org.poststelle.sla.promise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which the citizen was asked something, and the clock stood still.
 *
 * @param until null while the reply is awaited
 */
record Pause(Instant since, @Nullable Instant until) {}
