package org.poststelle.ticket.release;

import static org.poststelle.rest.Role.ADMIN;

import jakarta.annotation.security.RolesAllowed;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.ticket.release.ReleaseRulesVersions.ListedRules;

/**
 * For which answers an authority demands that a second person releases them. Administrators set it for authorities, whose rows their own
 * access scope does not see.
 */
@Path("/api/v1/release-rules/{authority: [a-z0-9][a-z0-9-]{0,99}}")
@RolesAllowed(ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ReleaseRulesResource {

    private final ReleaseRulesVersions versions;
    private final ReleaseRulesCommands commands;
    private final CurrentCaller caller;
    private final Clock clock;

    ReleaseRulesResource(
            ReleaseRulesVersions versions, ReleaseRulesCommands commands, CurrentCaller caller, Clock clock) {
        this.versions = versions;
        this.commands = commands;
        this.caller = caller;
        this.clock = clock;
    }

    /** The rules with their version as {@code ETag}; 0 for an authority without any. */
    @GET
    public RestResponse<ReleaseRules> readReleaseRules(@RestPath String authority) {
        var current = AccessScope.SERVICE.call(() -> versions.newest(authority));
        return ResponseBuilder.ok(current.rules())
                .tag(IfMatch.tag(current.version()))
                .build();
    }

    /** Who changed the rules when, the newest change first. */
    @GET
    @Path("versions")
    public RestResponse<Page<ListedRules>> listReleaseRulesVersions(
            @RestPath String authority,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var before = cursor == null ? Long.MAX_VALUE : Page.place(cursor, Long::parseLong);
        var changes = AccessScope.SERVICE.call(() -> versions.changes(authority, before, limit + 1));
        return Page.of(changes, limit, change -> Long.toString(change.version()))
                .answer(request);
    }

    /**
     * Puts rules in the place of the authority's. They hold for what is answered from then on; what waits for its release continues to
     * wait.
     *
     * @param ifMatch the version that the administrator saw, or {@code *} for any
     */
    @PUT
    public RestResponse<Void> replaceReleaseRules(
            @RestPath String authority,
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid ReleaseRules rules) {
        var known = IfMatch.versionOrAny(ifMatch);
        var user = caller.get().user();
        var version = AccessScope.SERVICE.call(() -> commands.replace(authority, rules, known, user, clock.instant()));
        return ResponseBuilder.<Void>noContent().tag(IfMatch.tag(version)).build();
    }
}
