package org.poststelle.ticket.model;

/** How the citizen wishes to hear the answer. */
public enum ReplyChannel {
    EMAIL,
    CALLBACK
}
