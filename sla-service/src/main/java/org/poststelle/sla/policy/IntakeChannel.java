package org.poststelle.sla.policy;

/** How an enquiry came in, as far as a policy can tell; tickets may come in by others that are not known here yet. */
public enum IntakeChannel {
    HOTLINE_115,
    OTHER_NUMBER,
    PARTNER_OVERFLOW,
    EMAIL,
    ONLINE,
    IN_PERSON,
    SIGN_LANGUAGE_VIDEO
}
