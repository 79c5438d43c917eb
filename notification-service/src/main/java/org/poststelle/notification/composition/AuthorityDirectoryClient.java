package org.poststelle.notification.composition;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The directory of authorities in routing-service. */
@RegisterRestClient(configKey = "routing-service")
@OidcClientFilter
@Path("/internal/v1/directory")
public interface AuthorityDirectoryClient {

    @GET
    @Path("authorities/{key}")
    Authority authority(@PathParam("key") String key);

    /**
     * What is read here about an authority.
     *
     * @param deputyMailbox of those who stand in for it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Authority(@Nullable String mailbox, @Nullable String deputyMailbox) {}
}
