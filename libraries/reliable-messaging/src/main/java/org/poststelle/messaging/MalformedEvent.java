package org.poststelle.messaging;

/** A record that is no event of ours or has a body that does not fit its type. It will not get better by waiting. */
public final class MalformedEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason what does not fit, without repeating the record's content */
    public MalformedEvent(String reason) {
        super(reason);
    }
}
