package org.poststelle.notification.composition;

/** Who gets a mail, as the events and the API name them; who that is by name and address is asked when it is sent. */
public enum Recipient {
    CITIZEN,
    /** The authority that has the ticket. */
    AUTHORITY,
    /** Those who stand in for it. */
    DEPUTY,
    /** The coordinators of the service centre that owns the ticket. */
    COORDINATOR,
    /** Those who lead that centre. */
    CENTRE_LEAD;

    boolean isOfCentre() {
        return this == COORDINATOR || this == CENTRE_LEAD;
    }
}
