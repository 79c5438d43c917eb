package org.poststelle.routing.directory;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Role;
import org.poststelle.routing.directory.Directory.ListedAuthority;

/** For notification-service only, inside the cluster: where an authority gets its mail. */
@Path("/internal/v1/directory")
@Produces(MediaType.APPLICATION_JSON)
class InternalDirectoryResource {

    private final Directory directory;

    InternalDirectoryResource(Directory directory) {
        this.directory = directory;
    }

    /** One authority, retired or not. Example in {@code contracts/authority.example.json}. */
    @GET
    @Path("authorities/{key}")
    @RolesAllowed(Role.NOTIFICATION_SERVICE)
    @Transactional
    public ListedAuthority readAuthorityForMail(@PlainText String key) {
        return directory.authority(key).orElseThrow(NotFoundException::new);
    }
}
