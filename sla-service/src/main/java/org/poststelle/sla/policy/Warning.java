package org.poststelle.sla.policy;

import java.time.Instant;

/**
 * When the authority is reminded of an answer that is still awaited.
 *
 * @param percent which share of the service time up to the due time has passed by then
 */
public record Warning(int percent, Instant at) {}
