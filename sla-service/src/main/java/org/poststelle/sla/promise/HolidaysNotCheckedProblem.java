package org.poststelle.sla.promise;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.Problem;
import org.poststelle.sla.calendar.HolidaysNotChecked;

/** What is answered where nothing can be promised: days would count whose holidays nobody has checked. */
@Provider
class HolidaysNotCheckedProblem extends ExceptionMapperBase<HolidaysNotChecked> {

    @Override
    protected HttpProblem toProblem(HolidaysNotChecked refusal) {
        return Problem.unprocessable("receivedAt", "holidays-not-checked");
    }
}
