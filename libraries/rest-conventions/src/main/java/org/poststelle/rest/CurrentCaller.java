package org.poststelle.rest;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.poststelle.rest.Caller.Admin;
import org.poststelle.rest.Caller.Agent;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.rest.Caller.Coordinator;
import org.poststelle.rest.Caller.ServiceAccount;

/** The {@link Caller} of the request. */
@RequestScoped
public class CurrentCaller {

    private static final Pattern CENTRE = Pattern.compile("[A-Z]{1,4}");
    private static final Pattern AUTHORITY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    CurrentCaller(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /**
     * The caller in the most specific role of the token.
     *
     * @throws ForbiddenException when the token has no role of ours, or its role lacks the centre or authority it needs
     */
    public Caller get() {
        var user = user();
        if (identity.hasRole(Role.COORDINATOR)) {
            return new Coordinator(user, claim("centre", CENTRE));
        }
        if (identity.hasRole(Role.AGENT)) {
            return new Agent(user, claim("centre", CENTRE));
        }
        if (identity.hasRole(Role.CLERK)) {
            return new Clerk(user, claim("authority", AUTHORITY));
        }
        if (identity.hasRole(Role.NOTIFICATION_SERVICE)) {
            return new ServiceAccount(user);
        }
        if (identity.hasRole(Role.ADMIN)) {
            return new Admin(user);
        }
        throw new ForbiddenException();
    }

    /**
     * The caller as a clerk, for endpoints that only clerks may call; whoever has other roles too acts as a clerk there.
     *
     * @throws ForbiddenException for everyone else
     */
    public Clerk clerk() {
        if (identity.hasRole(Role.CLERK)) {
            return new Clerk(user(), claim("authority", AUTHORITY));
        }
        throw new ForbiddenException();
    }

    /**
     * The caller as an agent or coordinator, for endpoints that only they may call.
     *
     * @throws ForbiddenException for everyone else
     */
    public CentreStaff centreStaff() {
        if (get() instanceof CentreStaff staff) {
            return staff;
        }
        throw new ForbiddenException();
    }

    /**
     * The centre of an agent or coordinator, for endpoints that only they may call.
     *
     * @throws ForbiddenException for everyone else
     */
    public String centre() {
        return centreStaff().centre();
    }

    private String user() {
        var subject = token.getSubject();
        if (subject == null || subject.isBlank()) {
            throw new ForbiddenException();
        }
        return subject;
    }

    private String claim(String name, Pattern form) {
        if (token.getClaim(name) instanceof String value && form.matcher(value).matches()) {
            return value;
        }
        throw new ForbiddenException();
    }
}
