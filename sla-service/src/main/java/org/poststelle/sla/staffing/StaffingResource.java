package org.poststelle.sla.staffing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;

/** How many agents a centre needs when. It stores nothing. */
@Path("/api/v1/staffing-plans")
class StaffingResource {

    /** The least staff for each half hour that reaches what the planner wants, by Erlang C: callers who hang up are not considered. */
    @POST
    @RolesAllowed(Role.COORDINATOR)
    @Produces(MediaType.APPLICATION_JSON)
    public StaffingPlan planStaff(@NotNull @Valid StaffingQuestion question) {
        return plan(question);
    }

    /** The same as a table. */
    @POST
    @Path("csv")
    @RolesAllowed(Role.COORDINATOR)
    @Produces("text/csv")
    public String planStaffAsTable(@NotNull @Valid StaffingQuestion question) {
        return plan(question).toCsv();
    }

    private static StaffingPlan plan(StaffingQuestion question) {
        if (!question.isComplete()) {
            throw Problem.unprocessable("sites", "unequal-intervals");
        }
        return StaffingPlan.of(question);
    }
}
