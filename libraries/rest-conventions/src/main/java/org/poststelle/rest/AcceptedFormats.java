package org.poststelle.rest;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers are JSON, and tables where the address says so: whoever accepts neither is told so (406), by every resource and before it
 * does anything.
 */
class AcceptedFormats {

    private static final MediaType CSV = new MediaType("text", "csv");

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        try {
            var isTable = request.getUriInfo().getPath().endsWith(".csv");
            if (request.getAcceptableMediaTypes().stream()
                    .noneMatch(accepted -> accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                            || (isTable && accepted.isCompatible(CSV)))) {
                throw new NotAcceptableException();
            }
        } catch (IllegalArgumentException _) {
            throw new NotAcceptableException(); // an unreadable header would be our error later on
        }
    }
}
