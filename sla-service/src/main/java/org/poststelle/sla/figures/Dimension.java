package org.poststelle.sla.figures;

/** By what figures are told apart. */
enum Dimension {
    /** The month in which the enquiry came in, such as {@code 2026-11}. */
    MONTH,
    /** The authority that had the ticket last. */
    AUTHORITY,
    /** The key of the public service. */
    SERVICE,
    /** The key of the region. */
    REGION,
    /** How the enquiry came in. */
    CHANNEL,
    /** The centre that could not take the call; empty for enquiries that came directly. */
    PARTNER,
    /** The hour of the day in which it came in, such as {@code 09}. */
    HOUR
}
