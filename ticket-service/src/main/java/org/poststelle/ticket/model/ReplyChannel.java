package org.poststelle.ticket.model;

/** How the citizen asked to be answered. */
public enum ReplyChannel {
    EMAIL,
    CALLBACK,
    /** By post: the authority, or the centre, documents that the letter was sent. */
    LETTER,
    /** Not at all: nobody knows who it was, and an answer counts as soon as it is written. */
    NONE
}
