package org.poststelle.sla.promise;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class PromiseRefusals extends ExceptionMapperBase<PromiseRefusal> {

    @Override
    protected HttpProblem toProblem(PromiseRefusal refusal) {
        return switch (refusal) {
            case PromiseRefusal.NotFound _ -> Problem.of(Status.NOT_FOUND, "not-found");
        };
    }
}
