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
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.rest.Role;
import org.poststelle.sla.calendar.RegionalHolidays.ListedChange;

/** The public holidays that only parts of a Land keep. They are the same for all centres. */
@Path("/api/v1/regional-holidays")
@Produces(MediaType.APPLICATION_JSON)
class HolidayResource {

    private final RegionalHolidays holidays;
    private final HolidayCommands commands;
    private final CurrentCaller caller;
    private final Clock clock;

    HolidayResource(RegionalHolidays holidays, HolidayCommands commands, CurrentCaller caller, Clock clock) {
        this.holidays = holidays;
        this.commands = commands;
        this.caller = caller;
        this.clock = clock;
    }

    /** All of them as a document that can be handed in again, with its version as {@code ETag}. */
    @GET
    @RolesAllowed({Role.AGENT, Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public RestResponse<HolidayDocument> readRegionalHolidays() {
        return ResponseBuilder.ok(HolidayDocument.of(holidays.ordered()))
                .tag(IfMatch.tag(holidays.version()))
                .build();
    }

    /** Who replaced them when, the newest change first. */
    @GET
    @Path("changes")
    @RolesAllowed({Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public RestResponse<Page<ListedChange>> listRegionalHolidayChanges(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var before = cursor == null ? Long.MAX_VALUE : Page.place(cursor, Long::parseLong);
        return Page.of(holidays.changes(before, limit + 1), limit, change -> Long.toString(change.version()))
                .answer(request);
    }

    /**
     * Puts the document in the place of all regional holidays, all of it or nothing. It holds for promises given from then on.
     *
     * @param ifMatch the version that the administrator saw, or {@code *} for any
     */
    @PUT
    @RolesAllowed(Role.ADMIN)
    public RestResponse<Void> replaceRegionalHolidays(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid HolidayDocument document) {
        var version = commands.replace(
                document, IfMatch.versionOrAny(ifMatch), caller.get().user(), clock.instant());
        holidays.forget();
        return ResponseBuilder.<Void>noContent().tag(IfMatch.tag(version)).build();
    }
}
