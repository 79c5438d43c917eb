package org.poststelle.rest;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a request that does not say for which centre or authority of the token it is made, before anything is done. */
@Singleton
class ActingFor {

    private final CurrentIdentityAssociation identity;
    private final CurrentCaller caller;

    ActingFor(CurrentIdentityAssociation identity, CurrentCaller caller) {
        this.identity = identity;
        this.caller = caller;
    }

    @ServerRequestFilter
    void requireKnown() {
        if (!identity.getIdentity().isAnonymous()) {
            try {
                caller.get();
            } catch (ForbiddenException _) {
                // whether the role is enough is for the resource to say
            }
        }
    }
}
