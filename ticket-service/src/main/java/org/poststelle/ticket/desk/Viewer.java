package org.poststelle.ticket.desk;

import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.Admin;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.rest.Caller.ServiceAccount;

/** Whose eyes a transaction looks through, in the form the sight table and the row policies use. */
public record Viewer(String key) {

    /** The service itself, reacting to events, and other services. */
    public static final Viewer SERVICE = new Viewer("service");

    /** The administrator runs the platform and sees no concerns. */
    private static final Viewer NOBODY = new Viewer("nobody");

    static Viewer ofCentre(String centre) {
        return new Viewer("centre:" + centre);
    }

    static Viewer ofAuthority(String authority) {
        return new Viewer("authority:" + authority);
    }

    /** What the caller may look at. */
    public static Viewer of(Caller caller) {
        return switch (caller) {
            case CentreStaff staff -> ofCentre(staff.centre());
            case Clerk clerk -> ofAuthority(clerk.authority());
            case ServiceAccount _ -> SERVICE;
            case Admin _ -> NOBODY;
        };
    }
}
