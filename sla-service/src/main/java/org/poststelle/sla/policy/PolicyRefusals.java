package org.poststelle.sla.policy;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class PolicyRefusals extends ExceptionMapperBase<PolicyRefusal> {

    @Override
    protected HttpProblem toProblem(PolicyRefusal refusal) {
        return switch (refusal) {
            case PolicyRefusal.NotFound _ -> Problem.of(Status.NOT_FOUND, "not-found");
            case PolicyRefusal.Stale _ -> IfMatch.stale();
            case PolicyRefusal.Contradictory contradictory ->
                Problem.unprocessable(
                        contradictory.contradiction().field(),
                        contradictory.contradiction().code());
        };
    }
}
