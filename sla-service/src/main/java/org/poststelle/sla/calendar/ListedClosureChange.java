package org.poststelle.sla.calendar;

import java.time.Instant;

/**
 * That somebody changed when an authority is closed.
 *
 * @param version counts the changes of the authority, from 1
 */
record ListedClosureChange(long version, String changedBy, Instant changedAt) {}
