package org.poststelle.routing.coverage;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CallerLanguage;
import org.poststelle.rest.Page;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;
import org.poststelle.routing.coverage.CoverageRows.Ending;
import org.poststelle.routing.coverage.CoverageRows.Returned;
import org.poststelle.routing.coverage.CoverageRows.Service;
import org.poststelle.routing.directory.ServiceKey;

/** Reports for those who keep the directory: what is missing in it, what soon will be, and where it may be wrong. */
@Path("/api/v1/directory")
@RolesAllowed({Role.COORDINATOR, Role.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
class CoverageResource {

    private static final ZoneId CALENDAR = ZoneId.of("Europe/Berlin");
    private static final int EXAMPLES = 5;

    private final CoverageRows rows;
    private final CallerLanguage language;
    private final Clock clock;

    CoverageResource(CoverageRows rows, CallerLanguage language, Clock clock) {
        this.rows = rows;
        this.language = language;
        this.clock = clock;
    }

    /**
     * A service for which somebody may ask where nobody is competent.
     *
     * @param municipalities in how many
     * @param examples some of them
     */
    record Gap(String serviceKey, String name, int municipalities, List<Place> examples) {}

    /** A municipality. */
    record Place(String regionKey, String name) {}

    /**
     * The services without a competent authority somewhere, by key: tickets for them wait for a coordinator. What is ambiguous is not
     * missing.
     *
     * @param on the day; without, today
     */
    @GET
    @Path("gaps")
    public RestResponse<Page<Gap>> listGaps(
            @QueryParam("on") @Nullable String on,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @DefaultValue("") @PlainText @Size(max = 100) String cursor,
            @Context UriInfo request) {
        var coverage = rows.coverage(on == null ? today() : day(on));
        record Found(Service service, List<String> regions) {}
        var page = Page.of(
                rows.services(cursor).stream()
                        .map(service -> new Found(service, coverage.gaps(new ServiceKey(service.key()))))
                        .filter(found -> !found.regions().isEmpty())
                        .limit(limit + 1L)
                        .toList(),
                limit,
                found -> found.service().key());
        var names = rows.namesOf(page.items().stream()
                .flatMap(found -> found.regions().stream().limit(EXAMPLES))
                .distinct()
                .toList());
        return page.map(found -> gap(found.service(), found.regions(), names)).answer(request);
    }

    private Gap gap(Service service, List<String> regions, Map<String, String> names) {
        return new Gap(
                service.key(),
                language.get().equals(Locale.ENGLISH) ? service.english() : service.german(),
                regions.size(),
                regions.stream()
                        .limit(EXAMPLES)
                        .map(key -> new Place(key, names.getOrDefault(key, key)))
                        .toList());
    }

    /** What ends within some days from today, the first first: competences, and cooperations. */
    @GET
    @Path("ending")
    public RestResponse<Page<Ending>> listEnding(
            @QueryParam("days") @DefaultValue("30") @Min(0) @Max(366) int days,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var after = cursor == null ? EndingPlace.FIRST : Page.place(cursor, EndingPlace::parse);
        return Page.of(
                        rows.ending(today(), today().plusDays(days), after.day(), after.id(), limit + 1),
                        limit,
                        last -> new EndingPlace(last.validTo(), last.id()).toString())
                .answer(request);
    }

    /**
     * The services whose tickets an authority returned as not its own, those with the most tickets first: there the directory may be
     * wrong.
     *
     * @param days how many days ago the oldest of the tickets may have been created
     * @param limit how many services and authorities
     */
    @GET
    @Path("returned")
    public List<Returned> listReturned(
            @QueryParam("days") @DefaultValue("90") @Min(1) @Max(366) int days,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        var since = clock.instant().minus(Duration.ofDays(days));
        // the directory is that of all centres, so all their returns count; no centre and no ticket is told
        return AccessScope.SERVICE.call(() -> rows.returned(since, limit));
    }

    /** A place in the list of what ends: after this entry. */
    private record EndingPlace(LocalDate day, UUID id) {

        static final EndingPlace FIRST = new EndingPlace(LocalDate.EPOCH, new UUID(0, 0));

        static EndingPlace parse(String cursor) {
            var parts = cursor.split("_", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("Not a day and an id");
            }
            return new EndingPlace(LocalDate.parse(parts[0]), UUID.fromString(parts[1]));
        }

        @Override
        public String toString() {
            return day + "_" + id;
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), CALENDAR);
    }

    private static LocalDate day(String on) {
        try {
            return LocalDate.parse(on);
        } catch (DateTimeException _) {
            throw Problem.at("on", Status.BAD_REQUEST, "invalid-value", "on");
        }
    }
}
