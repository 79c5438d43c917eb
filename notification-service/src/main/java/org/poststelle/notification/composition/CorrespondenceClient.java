package org.poststelle.notification.composition;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** ticket-service, the owner of what is said to the citizen. */
@RegisterRestClient(configKey = "ticket-service")
@OidcClientFilter
@Path("/internal/v1/correspondence")
public interface CorrespondenceClient {

    /** The most tickets in one question. */
    int TICKETS = 50;

    /** What mails about the tickets need; those that are not known are missing. */
    @GET
    CorrespondenceList correspondence(@RestQuery List<UUID> ticket);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CorrespondenceList(List<Correspondence> items) {}

    /** What a mail about a ticket needs: the fields of the answer that are read here. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Correspondence(
            UUID ticketId,
            String reference,
            String language,
            String replyChannel,
            Citizen citizen,
            List<Letter> letters) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Citizen(@Nullable String email) {}

    /** What was written to the citizen. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Letter(UUID id, String text) {}
}
