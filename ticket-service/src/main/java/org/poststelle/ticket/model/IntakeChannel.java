package org.poststelle.ticket.model;

/** How an enquiry came in. */
public enum IntakeChannel {
    /** By a call to 115. */
    HOTLINE_115,
    /** By a call to another number that the centre answers. */
    OTHER_NUMBER,
    /** By a call that a partner centre took over, or handed over. */
    PARTNER_OVERFLOW,
    EMAIL,
    ONLINE,
    IN_PERSON,
    /** By the video call in sign language. */
    SIGN_LANGUAGE_VIDEO
}
