package org.poststelle.sla.policy;

/** How pressing an enquiry is, as far as a policy can tell. */
public enum Priority {
    NORMAL,
    URGENT
}
