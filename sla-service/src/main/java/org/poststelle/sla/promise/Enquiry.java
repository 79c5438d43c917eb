package org.poststelle.sla.promise;

import java.time.Instant;

/**
 * What the promise for an enquiry depends on, beside the policy of the centre.
 *
 * @param serviceKey the service it is about; empty where that is not known
 * @param regionKey the region it comes from, whose calendar counts
 * @param intakeChannel how it came in
 * @param receivedAt when, or when its ticket was reopened
 */
record Enquiry(String serviceKey, String regionKey, String intakeChannel, Instant receivedAt) {}
