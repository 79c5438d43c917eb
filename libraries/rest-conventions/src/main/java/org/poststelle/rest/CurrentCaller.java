package org.poststelle.rest;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonString;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller.Admin;
import org.poststelle.rest.Caller.Agent;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.rest.Caller.Coordinator;
import org.poststelle.rest.Caller.ServiceAccount;

/**
 * The {@link Caller} of the request. A token may name several centres or authorities; then the request says in the header
 * {@value #ACTING_FOR} for which of them it is made.
 */
@RequestScoped
public class CurrentCaller {

    /** For which of the centres, or authorities, of the token a request is made. */
    static final String ACTING_FOR = "Acting-For";

    private static final Pattern CENTRE = Pattern.compile("[A-Z]{1,4}");
    private static final Pattern AUTHORITY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final SecurityIdentity identity;
    private final JsonWebToken token;
    private final CurrentVertxRequest request;

    CurrentCaller(SecurityIdentity identity, JsonWebToken token, CurrentVertxRequest request) {
        this.identity = identity;
        this.token = token;
        this.request = request;
    }

    /**
     * The caller in the most specific role of the token.
     *
     * @throws ForbiddenException when the token has no role of ours, or its role lacks the centre or authority it needs
     * @throws Problem when the token names several of them, and the request none or another one
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
        var values = texts(token.getClaim(name));
        if (values.isEmpty() || !values.stream().allMatch(form.asMatchPredicate())) {
            throw new ForbiddenException();
        }
        var current = request.getCurrent();
        var actingFor = current == null ? null : current.request().getHeader(ACTING_FOR);
        if (actingFor == null && values.size() == 1) {
            return values.getFirst();
        }
        if (actingFor == null || !values.contains(actingFor)) {
            throw Problem.at(ACTING_FOR, Status.FORBIDDEN, "acting-for", String.join(", ", values));
        }
        return actingFor;
    }

    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> List.of(text);
            case Collection<?> values ->
                values.stream()
                        .map(value -> value instanceof JsonString text ? text.getString() : String.valueOf(value))
                        .toList();
            case null, default -> List.of();
        };
    }
}
