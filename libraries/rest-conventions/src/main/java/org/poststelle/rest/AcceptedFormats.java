package org.poststelle.rest;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers are JSON, and files where a resource produces them: whoever accepts neither is told so (406), by every resource and before it
 * does anything.
 */
class AcceptedFormats {

    private final Routes routes;

    AcceptedFormats(Routes routes) {
        this.routes = routes;
    }

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        try {
            var produced = routes.formats(request.getUriInfo().getPath());
            if (request.getAcceptableMediaTypes().stream()
                    .noneMatch(accepted -> accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                            || produced.stream().anyMatch(accepted::isCompatible))) {
                throw new NotAcceptableException();
            }
        } catch (IllegalArgumentException _) {
            throw new NotAcceptableException(); // an unreadable header would be our error later on
        }
    }
}
