package org.poststelle.localstack;

import java.util.List;
import java.util.Optional;

/**
 * One path of the public API and the service behind it.
 *
 * @param path the path itself and everything below it
 */
public record ServiceRoute(String path, Service service) {

    /** The whole public API; the production route has the same paths. */
    public static final List<ServiceRoute> ALL = List.of(
            new ServiceRoute("/api/v1/tickets", Service.TICKET),
            new ServiceRoute("/api/v1/text-modules", Service.TICKET),
            new ServiceRoute("/api/v1/privacy-settings", Service.TICKET),
            new ServiceRoute("/api/v1/privacy/exports", Service.TICKET),
            new ServiceRoute("/api/v1/release-rules", Service.TICKET),
            new ServiceRoute("/api/v1/live", Service.TICKET),
            new ServiceRoute("/api/v1/routing", Service.ROUTING),
            new ServiceRoute("/api/v1/directory", Service.ROUTING),
            new ServiceRoute("/api/v1/knowledge", Service.ROUTING),
            new ServiceRoute("/api/v1/promises", Service.SLA),
            new ServiceRoute("/api/v1/promise-policy", Service.SLA),
            new ServiceRoute("/api/v1/staffing-plans", Service.SLA),
            new ServiceRoute("/api/v1/figures", Service.SLA),
            new ServiceRoute("/api/v1/telephone-figures", Service.SLA),
            new ServiceRoute("/api/v1/regional-holidays", Service.SLA),
            new ServiceRoute("/api/v1/authority-closures", Service.SLA),
            new ServiceRoute("/api/v1/notifications", Service.NOTIFICATION),
            new ServiceRoute("/api/v1/centre-contacts", Service.NOTIFICATION),
            new ServiceRoute("/api/v1/mail-texts", Service.NOTIFICATION),
            new ServiceRoute("/api/v1/mail-preview", Service.NOTIFICATION));

    /** The service that answers a path, if any. */
    static Optional<Service> serviceOf(String path) {
        return ALL.stream()
                .filter(route -> path.equals(route.path) || path.startsWith(route.path + "/"))
                .map(ServiceRoute::service)
                .findFirst();
    }
}
