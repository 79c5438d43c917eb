package org.poststelle.sla.calendar;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class HolidayRefusals extends ExceptionMapperBase<HolidayRefusal> {

    @Override
    protected HttpProblem toProblem(HolidayRefusal refusal) {
        return switch (refusal) {
            case HolidayRefusal.Stale _ -> IfMatch.stale();
            case HolidayRefusal.Contradictory contradictory ->
                Problem.unprocessable(
                        contradictory.contradiction().field(),
                        contradictory.contradiction().code());
        };
    }
}
