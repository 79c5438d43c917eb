package org.poststelle.notification.centre;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.centre.Centres.ListedVersion;
import org.poststelle.notification.centre.Centres.VersionedContacts;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.rest.Role;

/** What the coordinator's service centre says about itself, to those who mail and in mails to citizens. */
@Path("/api/v1/centre-contacts")
@Produces(MediaType.APPLICATION_JSON)
class ContactsResource {

    private final Centres centres;
    private final ContactsCommands commands;
    private final CurrentCaller caller;
    private final Clock clock;

    ContactsResource(Centres centres, ContactsCommands commands, CurrentCaller caller, Clock clock) {
        this.centres = centres;
        this.commands = commands;
        this.caller = caller;
        this.clock = clock;
    }

    /** The contacts of the coordinator's centre with their version as {@code ETag}; 0 and none for a centre that has said nothing. */
    @GET
    @RolesAllowed(Role.COORDINATOR)
    @Transactional
    public RestResponse<CentreContacts> readContacts() {
        return answer(centres.newest(caller.centre()));
    }

    /** The contacts that the centre had in a version. */
    @GET
    @Path("versions/{version}")
    @RolesAllowed(Role.COORDINATOR)
    @Transactional
    public RestResponse<CentreContacts> readContactsVersion(@RestPath @Min(0) long version) {
        return answer(centres.version(caller.centre(), version).orElseThrow(NotFoundException::new));
    }

    /** Who changed the contacts when, the newest change first. */
    @GET
    @Path("versions")
    @RolesAllowed(Role.COORDINATOR)
    @Transactional
    public RestResponse<Page<ListedVersion>> listContactsVersions(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var before = cursor == null ? Long.MAX_VALUE : Page.place(cursor, Long::parseLong);
        return Page.of(
                        centres.changes(caller.centre(), before, limit + 1),
                        limit,
                        change -> Long.toString(change.version()))
                .answer(request);
    }

    /**
     * Puts contacts in the place of the centre's; what is absent is none. They hold for mails that have not been sent yet, too.
     *
     * @param ifMatch the version that the coordinator saw, or {@code *} for any
     */
    @PUT
    @RolesAllowed(Role.COORDINATOR)
    public RestResponse<Void> replaceContacts(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid CentreContacts contacts) {
        var coordinator = caller.centreStaff();
        var version = commands.replace(
                coordinator.centre(), contacts, IfMatch.versionOrAny(ifMatch), coordinator.user(), clock.instant());
        return ResponseBuilder.<Void>noContent().tag(IfMatch.tag(version)).build();
    }

    private static RestResponse<CentreContacts> answer(VersionedContacts found) {
        return ResponseBuilder.ok(found.contacts())
                .tag(IfMatch.tag(found.version()))
                .build();
    }
}
