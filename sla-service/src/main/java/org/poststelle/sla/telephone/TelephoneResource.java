package org.poststelle.sla.telephone;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.jboss.resteasy.reactive.RestPath;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;
import org.poststelle.sla.policy.Policies;

/** The calls of the coordinator's centre, as its telephone system counted them. There are no figures about persons. */
@Path("/api/v1/telephone-figures")
@RolesAllowed(Role.COORDINATOR)
@Produces(MediaType.APPLICATION_JSON)
class TelephoneResource {

    private static final String MONTH = "20\\d\\d-(0[1-9]|1[0-2])";
    private static final String DAY = "20\\d\\d-\\d\\d-\\d\\d";
    private static final int MOST_MONTHS = 120;

    private final TelephoneFigures figures;
    private final Policies policies;
    private final CurrentCaller caller;

    TelephoneResource(TelephoneFigures figures, Policies policies, CurrentCaller caller) {
        this.figures = figures;
        this.policies = policies;
        this.caller = caller;
    }

    /** Puts the calls of a day in the place of what was known of it: sent again, they count once. */
    @PUT
    @Path("{day}")
    public void replaceTelephoneDay(@RestPath @Pattern(regexp = DAY) String day, @NotNull @Valid TelephoneDay calls) {
        figures.replace(caller.centre(), day("day", day), calls);
    }

    /** The calls of some months, beside what the centre means to reach. */
    @GET
    public TelephoneTable readTelephoneFigures(
            @QueryParam("from") @NotNull @Pattern(regexp = MONTH) String from,
            @QueryParam("to") @NotNull @Pattern(regexp = MONTH) String to) {
        var first = YearMonth.parse(from);
        var last = YearMonth.parse(to);
        if (last.isBefore(first) || first.until(last, ChronoUnit.MONTHS) >= MOST_MONTHS) {
            throw Problem.unprocessable("to", "invalid-period");
        }
        var goals = policies.current(caller.centre()).document().serviceGoals();
        return new TelephoneTable(figures.byMonth(caller.centre(), first, last), goals.callsAnsweredInTime());
    }

    /** How many calls came in on average in each half hour of a week, to be handed in with a question for a staffing plan. */
    @GET
    @Path("arrivals")
    public Arrivals readArrivals(
            @QueryParam("from") @NotNull @Pattern(regexp = DAY) String from,
            @QueryParam("to") @NotNull @Pattern(regexp = DAY) String to) {
        var first = day("from", from);
        var last = day("to", to);
        if (last.isBefore(first) || first.until(last, ChronoUnit.MONTHS) >= MOST_MONTHS) {
            throw Problem.unprocessable("to", "invalid-period");
        }
        return figures.arrivals(caller.centre(), first, last);
    }

    private static LocalDate day(String field, String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeException _) {
            throw Problem.at(field, Status.BAD_REQUEST, "invalid-value", field);
        }
    }
}
