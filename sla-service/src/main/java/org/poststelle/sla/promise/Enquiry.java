package org.poststelle.sla.promise;

import java.time.Instant;

/**
 * What the promise for an enquiry depends on, beside the policy of the centre.
 *
 * @param serviceKey the service it is about; empty where that is not known
 * @param regionKey the region it comes from, whose calendar counts
 * @param intakeChannel how it came in
 * @param priority how pressing it is
 * @param receivedAt when, or when its ticket was reopened
 */
public record Enquiry(String serviceKey, String regionKey, String intakeChannel, String priority, Instant receivedAt) {

    Enquiry about(String service, String region) {
        return new Enquiry(service, region, intakeChannel, priority, receivedAt);
    }

    Enquiry pressing(String urgency) {
        return new Enquiry(serviceKey, regionKey, intakeChannel, urgency, receivedAt);
    }

    Enquiry receivedAt(Instant at) {
        return new Enquiry(serviceKey, regionKey, intakeChannel, priority, at);
    }
}
