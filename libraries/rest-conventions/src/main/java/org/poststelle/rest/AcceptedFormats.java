package org.poststelle.rest;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers are JSON: whoever accepts no JSON is told so (406), by every resource and before it does anything. */
class AcceptedFormats {

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        try {
            if (request.getAcceptableMediaTypes().stream().noneMatch(MediaType.APPLICATION_JSON_TYPE::isCompatible)) {
                throw new NotAcceptableException();
            }
        } catch (IllegalArgumentException _) {
            throw new NotAcceptableException(); // an unreadable header would be an error of ours later on
        }
    }
}
