package org.poststelle.sla.figures;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;

/** How many enquiries the coordinator's centre had, and what became of what was promised. There are no figures about persons. */
@Path("/api/v1/figures")
@RolesAllowed(Role.COORDINATOR)
class FigureResource {

    private static final String MONTH = "20\\d\\d-(0[1-9]|1[0-2])";
    private static final int MOST_MONTHS = 120;

    private final FigureCells cells;
    private final CurrentCaller caller;

    FigureResource(FigureCells cells, CurrentCaller caller) {
        this.cells = cells;
        this.caller = caller;
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

    private FigureTable table(Dimension by, YearMonth from, YearMonth to) {
        if (to.isBefore(from) || from.until(to, ChronoUnit.MONTHS) >= MOST_MONTHS) {
            throw Problem.unprocessable("to", "invalid-period");
        }
        return FigureTable.of(by, from, to, cells.of(caller.centre(), by, from, to));
    }
}
