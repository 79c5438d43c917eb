package org.poststelle.ticket.life;

/** How the citizen wishes to hear the answer. */
public enum ReplyChannel {
    EMAIL,
    CALLBACK
}
