package org.poststelle.sla.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows a jump of the database's clock; the service stays ready, because requests do not depend on that clock. */
@Readiness
@ApplicationScoped
class DatabaseClockHealth implements HealthCheck {

    private final DatabaseClock clock;

    DatabaseClockHealth(DatabaseClock clock) {
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database clock")
                .up()
                .withData("jumpDetected", clock.hasJumped())
                .build();
    }
}
