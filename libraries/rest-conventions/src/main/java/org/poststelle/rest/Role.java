package org.poststelle.rest;

/** The roles a token may carry, for {@code @RolesAllowed}. */
public final class Role {
    public static final String AGENT = "agent";
    public static final String COORDINATOR = "coordinator";
    public static final String CLERK = "clerk";
    public static final String ADMIN = "admin";

    /** The service account of notification-service, which asks for addresses and texts when it sends. */
    public static final String NOTIFICATION_SERVICE = "notification-service";

    private Role() {}
}
