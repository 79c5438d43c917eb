package org.poststelle.routing.directory;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.ConvertGroup;
import jakarta.validation.groups.Default;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
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
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Role;
import org.poststelle.routing.directory.Directory.ListedAuthority;
import org.poststelle.routing.directory.Directory.ListedChange;
import org.poststelle.routing.directory.Directory.ListedRegion;
import org.poststelle.routing.directory.Directory.ListedService;
import org.poststelle.routing.directory.DirectoryCommands.Order;

/** Keeping and reading the directory. It holds no personal data and is the same for all centres. */
@Path("/api/v1/directory")
class DirectoryResource {

    private final Directory directory;
    private final DirectoryCommands commands;
    private final CurrentCaller caller;
    private final Clock clock;

    DirectoryResource(Directory directory, DirectoryCommands commands, CurrentCaller caller, Clock clock) {
        this.directory = directory;
        this.commands = commands;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Puts the document in the place of the directory, all of it or nothing (422 names the elements that do not fit). It
     * may have up to a megabyte (413 beyond that). Without regions these stay as they are;
     * those of the whole of Germany are handed in as a table, see {@link RegisterResource}.
     *
     * @param ifMatch the version of the directory that the administrator saw, or {@code *} for any
     * @param mayEmpty whether it is meant that the document has no authorities
     */
    @PUT
    @RolesAllowed(Role.ADMIN)
    public RestResponse<Void> replaceDirectory(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @QueryParam("mayEmpty") @DefaultValue("false") boolean mayEmpty,
            @NotNull @Valid @ConvertGroup(from = Default.class, to = Consistent.PartsFirst.class)
                    DirectoryDocument document) {
        var order = new Order(caller.get().user(), IfMatch.versionOrAny(ifMatch), clock.instant());
        return ResponseBuilder.<Void>noContent()
                .tag(IfMatch.tag(commands.replace(document, mayEmpty, order)))
                .build();
    }

    /** The directory as a document that can be handed in again, without the regions, with its version as {@code ETag}. */
    @GET
    @RolesAllowed(Role.ADMIN)
    @Transactional
    public RestResponse<DirectoryDocument> readDirectory() {
        return ResponseBuilder.ok(directory.document())
                .tag(IfMatch.tag(directory.version()))
                .build();
    }

    /** Who replaced the directory or its regions when, the newest change first. */
    @GET
    @Path("changes")
    @RolesAllowed({Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public RestResponse<Page<ListedChange>> listChanges(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            UriInfo request) {
        var before = cursor == null ? Long.MAX_VALUE : Page.place(cursor, Long::parseLong);
        return Page.of(directory.changes(before, limit + 1), limit, change -> Long.toString(change.version()))
                .answer(request);
    }

    /** The authorities that are not retired, by key. */
    @GET
    @Path("authorities")
    @RolesAllowed({Role.AGENT, Role.CLERK, Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public RestResponse<Page<ListedAuthority>> listAuthorities(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @DefaultValue("") @PlainText @Size(max = 100) String cursor,
            UriInfo request) {
        return Page.of(directory.authorities(cursor, limit + 1), limit, ListedAuthority::key)
                .answer(request);
    }

    /** One authority, retired or not. */
    @GET
    @Path("authorities/{key}")
    @RolesAllowed({Role.AGENT, Role.CLERK, Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public ListedAuthority readAuthority(@PlainText String key) {
        return directory.authority(key).orElseThrow(NotFoundException::new);
    }

    /** The services that citizens may ask for, by key. */
    @GET
    @Path("services")
    @RolesAllowed({Role.AGENT, Role.CLERK, Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public RestResponse<Page<ListedService>> listServices(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @DefaultValue("") @PlainText @Size(max = 100) String cursor,
            UriInfo request) {
        return Page.of(directory.services(cursor, limit + 1), limit, ListedService::key)
                .answer(request);
    }

    /**
     * The regions whose names begin like {@code q}, however it is written, by key, each with those it lies in. If there is none, those
     * with the most similar names: they are all on one page.
     */
    @GET
    @Path("regions")
    @RolesAllowed({Role.AGENT, Role.CLERK, Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public RestResponse<Page<ListedRegion>> listRegions(
            @QueryParam("q") @DefaultValue("") @PlainText @Size(max = 100) String name,
            @QueryParam("postalCode") @Nullable @Pattern(regexp = "\\d{5}") String postalCode,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @DefaultValue("") @PlainText @Size(max = 100) String cursor,
            UriInfo request) {
        var found = directory.regions(name, postalCode, cursor, limit + 1);
        return found.isEmpty() && cursor.isEmpty() && postalCode == null
                ? new Page<>(directory.similarRegions(name, limit), null).answer(request)
                : Page.of(found, limit, ListedRegion::key).answer(request);
    }
}
