package org.poststelle.notification.composition;

import io.quarkus.cache.CacheResult;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.poststelle.notification.composition.AuthorityDirectoryClient.Authority;

/** Where authorities receive mail, as routing-service said a few seconds ago: most mails go to a few authorities. */
@ApplicationScoped
class AuthorityMailboxes {

    private final AuthorityDirectoryClient directory;

    AuthorityMailboxes(@RestClient AuthorityDirectoryClient directory) {
        this.directory = directory;
    }

    /** The mailboxes that the authority has. Blocks for the answer of routing-service, whose failures are not remembered. */
    @CacheResult(cacheName = "authority-mailboxes")
    Authority of(String authority) {
        return directory.authority(authority);
    }
}
