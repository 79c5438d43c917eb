package org.poststelle.sla.calendar;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.rest.Role;

/**
 * The days on which an authority is closed although there is service elsewhere. They count for the time a ticket is with the authority;
 * the time promised to the citizen does not depend on them.
 */
@Path("/api/v1/authority-closures/{authority: " + ClosureResource.KEY + "}")
@Produces(MediaType.APPLICATION_JSON)
class ClosureResource {

    static final String KEY = "[a-z0-9][a-z0-9-]{0,99}";

    private final AuthorityClosures closures;
    private final ClosureCommands commands;
    private final CurrentCaller caller;
    private final Clock clock;

    ClosureResource(AuthorityClosures closures, ClosureCommands commands, CurrentCaller caller, Clock clock) {
        this.closures = closures;
        this.commands = commands;
        this.caller = caller;
        this.clock = clock;
    }

    /** All of them as a document that can be handed in again, with its version as {@code ETag}; 0 for an authority without any. */
    @GET
    @RolesAllowed({Role.AGENT, Role.COORDINATOR, Role.CLERK, Role.ADMIN})
    @Transactional
    public RestResponse<ClosureDocument> readAuthorityClosures(@RestPath String authority) {
        var newest = closures.newest(authority);
        return ResponseBuilder.ok(newest.document())
                .tag(IfMatch.tag(newest.version()))
                .build();
    }

    /** Who changed them when, the newest change first. */
    @GET
    @Path("changes")
    @RolesAllowed({Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public RestResponse<Page<ListedClosureChange>> listAuthorityClosureChanges(
            @RestPath String authority,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var before = cursor == null ? Long.MAX_VALUE : Page.place(cursor, Long::parseLong);
        return Page.of(closures.changes(authority, before, limit + 1), limit, change -> Long.toString(change.version()))
                .answer(request);
    }

    /**
     * Puts the document in the place of the authority's. It holds for tickets that reach the authority, and for targets that begin, from
     * then on.
     *
     * @param ifMatch the version that the administrator saw, or {@code *} for any
     */
    @PUT
    @RolesAllowed(Role.ADMIN)
    public RestResponse<Void> replaceAuthorityClosures(
            @RestPath String authority,
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid ClosureDocument document) {
        var version = commands.replace(
                authority, document, IfMatch.versionOrAny(ifMatch), caller.get().user(), clock.instant());
        closures.forget(authority);
        return ResponseBuilder.<Void>noContent().tag(IfMatch.tag(version)).build();
    }
}
