package org.poststelle.localstack;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.poststelle.localstack.server.Ports;

/**
 * Where everything listens.
 *
 * @param http the APIs of the services
 * @param management health, metrics and OpenAPI of the services
 */
public record StackPorts(
        int gateway,
        int issuer,
        int postgreSql,
        int kafka,
        int smtp,
        int imap,
        Map<Service, Integer> http,
        Map<Service, Integer> management) {

    /**
     * The documented ports.
     *
     * @param offset added to every one of them
     */
    public static StackPorts usual(int offset) {
        var http = new EnumMap<Service, Integer>(Service.class);
        var management = new EnumMap<Service, Integer>(Service.class);
        for (var service : Service.values()) {
            http.put(service, offset + service.usualHttpPort());
            management.put(service, offset + service.usualManagementPort());
        }
        return new StackPorts(
                offset + 8115,
                offset + 8116,
                offset + 5115,
                offset + 9115,
                offset + 2115,
                offset + 2143,
                http,
                management);
    }

    /** Ports nobody uses at the moment: for tests, several of which may run at once. */
    public static StackPorts anyFree() {
        Iterator<Integer> free = Stream.generate(Ports::anyFree).distinct().iterator();
        var http = new EnumMap<Service, Integer>(Service.class);
        var management = new EnumMap<Service, Integer>(Service.class);
        for (var service : Service.values()) {
            http.put(service, free.next());
            management.put(service, free.next());
        }
        return new StackPorts(
                free.next(), free.next(), free.next(), free.next(), free.next(), free.next(), http, management);
    }

    /** Where the API of a service listens. */
    public int httpOf(Service service) {
        return requireNonNull(http.get(service));
    }

    /** Where health, metrics and OpenAPI of a service listen. */
    public int managementOf(Service service) {
        return requireNonNull(management.get(service));
    }

    /** Refuses to start where another program listens already. */
    void check() {
        var users = new LinkedHashMap<String, Integer>();
        users.put("gateway", gateway);
        users.put("OIDC issuer", issuer);
        users.put("PostgreSQL", postgreSql);
        users.put("Kafka", kafka);
        users.put("SMTP", smtp);
        users.put("IMAP", imap);
        http.forEach((service, port) -> users.put(service.id(), port));
        management.forEach((service, port) -> users.put(service.id() + " management", port));
        users.forEach((user, port) -> {
            if (!Ports.isFree(port)) {
                throw new StackStartException(("Port %d, wanted for %s, is in use by another program:"
                                + " stop that program, or move all ports of Poststelle with POSTSTELLE_PORT_OFFSET=10000.")
                        .formatted(port, user));
            }
        });
    }
}
