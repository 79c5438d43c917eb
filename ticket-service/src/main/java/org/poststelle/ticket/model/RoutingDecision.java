package org.poststelle.ticket.model;

import java.util.UUID;

/**
 * What routing-service decided on a ticket.
 *
 * @param authority who gets the ticket
 * @param hop which decision on the ticket it is, from 1
 * @param serviceKey the service that it was decided for
 * @param regionKey the region that it was decided for
 */
public record RoutingDecision(UUID id, String authority, int hop, String serviceKey, String regionKey) {}
