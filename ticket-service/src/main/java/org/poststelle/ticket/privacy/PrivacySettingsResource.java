package org.poststelle.ticket.privacy;

import static org.poststelle.rest.Role.COORDINATOR;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.ticket.privacy.PrivacySettingsVersions.ListedSettings;

/** For how long the caller's service centre keeps what is personal. */
@Path("/api/v1/privacy-settings")
@RolesAllowed(COORDINATOR)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class PrivacySettingsResource {

    private final PrivacySettingsVersions versions;
    private final PrivacySettingsCommands commands;
    private final CurrentCaller caller;
    private final Clock clock;

    PrivacySettingsResource(
            PrivacySettingsVersions versions, PrivacySettingsCommands commands, CurrentCaller caller, Clock clock) {
        this.versions = versions;
        this.commands = commands;
        this.caller = caller;
        this.clock = clock;
    }

    /** The settings of the caller's centre with their version as {@code ETag}; 0 are those of the installation, for centres without any. */
    @GET
    @Transactional
    public RestResponse<PrivacySettings> readPrivacySettings() {
        var current = versions.newest(caller.centre());
        return ResponseBuilder.ok(current.settings())
                .tag(IfMatch.tag(current.version()))
                .build();
    }

    /** Who changed the settings when, the newest change first. */
    @GET
    @Path("versions")
    @Transactional
    public RestResponse<Page<ListedSettings>> listPrivacySettingsVersions(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var before = cursor == null ? Long.MAX_VALUE : Page.place(cursor, Long::parseLong);
        return Page.of(
                        versions.changes(caller.centre(), before, limit + 1),
                        limit,
                        change -> Long.toString(change.version()))
                .answer(request);
    }

    /**
     * Puts settings in the place of the centre's. They hold for all closed tickets of the centre, also for those closed before; nothing
     * that was erased comes back.
     *
     * @param ifMatch the version that the coordinator saw, or {@code *} for any
     */
    @PUT
    public RestResponse<Void> replacePrivacySettings(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid PrivacySettings settings) {
        var version = commands.replace(caller.centreStaff(), settings, IfMatch.versionOrAny(ifMatch), clock.instant());
        return ResponseBuilder.<Void>noContent().tag(IfMatch.tag(version)).build();
    }
}
