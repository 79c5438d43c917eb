package org.poststelle.sla.document;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class DocumentRefusals extends ExceptionMapperBase<DocumentRefusal> {

    @Override
    protected HttpProblem toProblem(DocumentRefusal refusal) {
        return switch (refusal) {
            case DocumentRefusal.Stale _ -> IfMatch.stale();
            case DocumentRefusal.Contradictory contradictory ->
                Problem.unprocessable(
                        contradictory.contradiction().field(),
                        contradictory.contradiction().code());
        };
    }
}
