package org.poststelle.notification.delivery;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import org.poststelle.rest.Problem;

/** What a refusal is in HTTP. */
@Provider
class NotificationRefusals extends ExceptionMapperBase<NotificationRefusal> {

    @Override
    protected HttpProblem toProblem(NotificationRefusal refusal) {
        return switch (refusal) {
            case NotificationRefusal.NotFound _ -> Problem.of(Status.NOT_FOUND, "not-found");
            case NotificationRefusal.Skipped _ -> Problem.of(Status.CONFLICT, "notification-skipped");
        };
    }
}
