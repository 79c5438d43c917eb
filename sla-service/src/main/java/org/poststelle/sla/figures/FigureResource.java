package org.poststelle.sla.figures;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;
import org.poststelle.sla.policy.Policies;

/** How many enquiries the coordinator's centre had, and what became of what was promised. There are no figures about persons. */
@Path("/api/v1/figures")
@RolesAllowed(Role.COORDINATOR)
class FigureResource {

    private static final String MONTH = "20\\d\\d-(0[1-9]|1[0-2])";
    private static final int MOST_MONTHS = 120;

    private final FigureCells cells;
    private final Policies policies;
    private final CurrentCaller caller;
    private final Clock clock;

    FigureResource(FigureCells cells, Policies policies, CurrentCaller caller, Clock clock) {
        this.cells = cells;
        this.policies = policies;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * The figures of some months, by when enquiries came in, some seconds behind what happens. Rows with fewer than five enquiries are
     * told without figures.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public FigureTable readFigures(
            @QueryParam("by") @NotNull Dimension by,
            @QueryParam("from") @NotNull @Pattern(regexp = MONTH) String from,
            @QueryParam("to") @NotNull @Pattern(regexp = MONTH) String to) {
        return table(by, YearMonth.parse(from), YearMonth.parse(to));
    }

    /** The same as a table. */
    @GET
    @Path("csv")
    @Produces("text/csv")
    public String readFiguresAsTable(
            @QueryParam("by") @NotNull Dimension by,
            @QueryParam("from") @NotNull @Pattern(regexp = MONTH) String from,
            @QueryParam("to") @NotNull @Pattern(regexp = MONTH) String to) {
        return table(by, YearMonth.parse(from), YearMonth.parse(to)).toCsv();
    }

    /**
     * Where the time went in some months, by authority: how long tickets were there, how much of that was lost because they went on
     * without an answer, and which targets of the policy were missed. Authorities with fewer than five of these are told without figures.
     */
    @GET
    @Path("hops")
    @Produces(MediaType.APPLICATION_JSON)
    public HopTable readHopFigures(
            @QueryParam("from") @NotNull @Pattern(regexp = MONTH) String from,
            @QueryParam("to") @NotNull @Pattern(regexp = MONTH) String to) {
        return hops(YearMonth.parse(from), YearMonth.parse(to));
    }

    /** The same as a table. */
    @GET
    @Path("hops/csv")
    @Produces("text/csv")
    public String readHopFiguresAsTable(
            @QueryParam("from") @NotNull @Pattern(regexp = MONTH) String from,
            @QueryParam("to") @NotNull @Pattern(regexp = MONTH) String to) {
        return hops(YearMonth.parse(from), YearMonth.parse(to)).toCsv();
    }

    /** The enquiries that are not answered yet, by how long citizens wait already and by the authority that had the ticket last. */
    @GET
    @Path("backlog")
    @Produces(MediaType.APPLICATION_JSON)
    public Backlog readBacklog() {
        var now = clock.instant();
        return new Backlog(now, cells.backlog(caller.centre(), now));
    }

    private FigureTable table(Dimension by, YearMonth from, YearMonth to) {
        requirePeriod(from, to);
        return FigureTable.of(
                by,
                from,
                to,
                cells.of(caller.centre(), by, from, to),
                policies.current(caller.centre()).document().serviceGoals().resolvedAtOnce());
    }

    private HopTable hops(YearMonth from, YearMonth to) {
        requirePeriod(from, to);
        return HopTable.of(from, to, cells.hops(caller.centre(), from, to));
    }

    private static void requirePeriod(YearMonth from, YearMonth to) {
        if (to.isBefore(from) || from.until(to, ChronoUnit.MONTHS) >= MOST_MONTHS) {
            throw Problem.unprocessable("to", "invalid-period");
        }
    }
}
