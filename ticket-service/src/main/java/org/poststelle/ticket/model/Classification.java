package org.poststelle.ticket.model;

/** What an enquiry is about and where: how the keys are written. Whether there is such a service or region is for routing to say. */
public final class Classification {

    /** A public service: 14 digits (FIM), or {@code local:} and a name where no key is known. */
    public static final String SERVICE_KEY = "\\d{14}|local:[a-z0-9]+(-[a-z0-9]+)*";

    /** A municipality: 12 digits (ARS). */
    public static final String REGION_KEY = "\\d{12}";

    private Classification() {}
}
