package org.poststelle.notification.wording;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class WordingRefusals extends ExceptionMapperBase<WordingRefusal> {

    @Override
    protected HttpProblem toProblem(WordingRefusal refusal) {
        return switch (refusal) {
            case WordingRefusal.Stale _ -> IfMatch.stale();
            case WordingRefusal.UnknownPlaceholder unknown ->
                Problem.unprocessable(
                        unknown.field(), "unknown-placeholder", unknown.name(), String.join(", ", unknown.known()));
            case WordingRefusal.StrayBrace stray -> Problem.unprocessable(stray.field(), "stray-brace", stray.line());
            case WordingRefusal.MissingPlaceholder missing ->
                Problem.unprocessable(missing.field(), "missing-placeholder", missing.name());
        };
    }
}
