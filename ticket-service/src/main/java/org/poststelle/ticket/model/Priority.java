package org.poststelle.ticket.model;

/** How urgent an enquiry is, as staff say. */
public enum Priority {
    NORMAL,
    URGENT
}
