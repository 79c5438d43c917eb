package org.poststelle.sla.policy;

/** Who is told that something is still awaited. Their mailboxes are known to others. */
public enum Recipient {
    /** The unit of the authority that has the ticket. */
    AUTHORITY,
    /** Who stands in for it. */
    DEPUTY,
    /** The coordinators of the service centre. */
    COORDINATOR,
    /** Who leads the service centre. */
    CENTRE_LEAD
}
