package org.poststelle.ticket.model;

/** How the citizen asked to be answered. */
public enum ReplyChannel {
    EMAIL,
    CALLBACK
}
