package org.poststelle.notification.centre;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class ContactsRefusals extends ExceptionMapperBase<ContactsRefusal> {

    @Override
    protected HttpProblem toProblem(ContactsRefusal refusal) {
        return switch (refusal) {
            case ContactsRefusal.Stale _ -> IfMatch.stale();
            case ContactsRefusal.OwnMailbox own -> Problem.unprocessable(own.field(), "own-mailbox");
            case ContactsRefusal.LowContrast low ->
                Problem.unprocessable("colour", "low-contrast", Math.floor(low.contrast() * 100) / 100);
        };
    }
}
