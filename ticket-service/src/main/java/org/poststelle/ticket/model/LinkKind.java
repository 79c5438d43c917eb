package org.poststelle.ticket.model;

/** How a ticket belongs to another one. */
public enum LinkKind {
    /** It is about the same as the other. */
    DUPLICATE_OF,
    /** It goes on where the other ended. */
    FOLLOWS,
    /** Whoever works on one should know of the other. */
    RELATED
}
