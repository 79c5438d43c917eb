package org.poststelle.messaging;

/** A record that is not one of our events, or whose body does not fit its type. Trying again does not help. */
public final class MalformedEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason what does not fit, without repeating the record's content */
    public MalformedEvent(String reason) {
        super(reason);
    }
}
