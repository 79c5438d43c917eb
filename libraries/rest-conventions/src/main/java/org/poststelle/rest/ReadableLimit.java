package org.poststelle.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A page size that is no number is the caller's mistake; Jakarta REST by itself would answer that there is nothing here. */
class ReadableLimit {

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        for (var limit : request.getUriInfo().getQueryParameters().getOrDefault("limit", List.of())) {
            if (!limit.matches("-?\\d{1,9}")) {
                throw Problem.at("limit", Status.BAD_REQUEST, "invalid-value", "limit");
            }
        }
    }
}
