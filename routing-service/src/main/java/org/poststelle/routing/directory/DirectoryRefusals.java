package org.poststelle.routing.directory;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class DirectoryRefusals extends ExceptionMapperBase<DirectoryRefusal> {

    private final RegisterTexts texts;

    DirectoryRefusals(RegisterTexts texts) {
        this.texts = texts;
    }

    @Override
    protected HttpProblem toProblem(DirectoryRefusal refusal) {
        return switch (refusal) {
            case DirectoryRefusal.Stale _ -> IfMatch.stale();
            case DirectoryRefusal.WouldEmpty _ -> Problem.at("authorities", Status.CONFLICT, "would-empty");
            case DirectoryRefusal.UnknownRegions unknown ->
                Problem.at("regions", Status.CONFLICT, "unknown-regions", String.join(", ", unknown.keys()));
            case DirectoryRefusal.RegionsInUse inUse ->
                Problem.of(Status.CONFLICT, "regions-in-use", String.join(", ", inUse.keys()));
            case DirectoryRefusal.InvalidRows invalid -> texts.invalid(invalid.faults());
        };
    }
}
