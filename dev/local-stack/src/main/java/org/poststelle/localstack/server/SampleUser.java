package org.poststelle.localstack.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person or service account the local issuer knows.
 *
 * @param name login name, the {@code sub} of the token
 * @param role one of agent, clerk, coordinator, admin, service
 * @param centre code of the service centre, of agents and coordinators
 * @param authority key of the authority, of clerks
 */
public record SampleUser(
        String name,
        String role,
        @Nullable String centre,
        @Nullable String authority) {

    public static final SampleUser ANNA = new SampleUser("anna.agent", "agent", "KO", null);
    public static final SampleUser CARLA = new SampleUser("carla.clerk", "clerk", null, "koblenz-elterngeldstelle");
    public static final SampleUser KURT = new SampleUser("kurt.coordinator", "coordinator", "KO", null);
    public static final SampleUser TOM = new SampleUser("tom.agent", "agent", "TR", null);
    public static final SampleUser VERA = new SampleUser("vera.clerk", "clerk", null, "vg-konz");
    public static final SampleUser ADAM = new SampleUser("adam.admin", "admin", null, null);

    /** Everyone who can log in with a password. */
    public static final List<SampleUser> ALL = List.of(ANNA, CARLA, KURT, TOM, VERA, ADAM);

    /** The account of a service, which has a role of its own: its name. */
    public static SampleUser service(String name) {
        return new SampleUser(name, name, null, null);
    }

    /** What a token says about the user beside its name. */
    Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("roles", List.of(role));
        if (centre != null) {
            claims.put("centre", centre);
        }
        if (authority != null) {
            claims.put("authority", authority);
        }
        return claims;
    }
}
