package org.poststelle.notification.composition;

import io.quarkus.cache.CacheResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Where authorities receive mail, as routing-service said a few seconds ago: most mails go to a few authorities. */
@ApplicationScoped
class AuthorityMailboxes {

    private final AuthorityDirectoryClient directory;

    AuthorityMailboxes(@RestClient AuthorityDirectoryClient directory) {
        this.directory = directory;
    }

    /** The mailbox, if the authority has one. Blocks for the answer of routing-service, whose failures are not remembered. */
    @CacheResult(cacheName = "authority-mailboxes")
    Optional<String> of(String authority) {
        return Optional.ofNullable(directory.authority(authority).mailbox());
    }
}
