package org.poststelle.notification.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A service whose dispatcher has ended sends nothing and is to be started again. */
@Liveness
@ApplicationScoped
class DispatcherHealth implements HealthCheck {

    private final Dispatcher dispatcher;

    DispatcherHealth(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("mail dispatcher")
                .status(dispatcher.isAlive())
                .build();
    }
}
