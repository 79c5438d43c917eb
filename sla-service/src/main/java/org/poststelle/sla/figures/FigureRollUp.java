package org.poststelle.sla.figures;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.poststelle.messaging.persistence.AccessScope;

/** Keeps the figures up to date, some seconds behind what happens. */
@ApplicationScoped
class FigureRollUp {

    private static final int BATCH = 5_000;

    private final FigureCells cells;

    FigureRollUp(FigureCells cells) {
        this.cells = cells;
    }

    @Scheduled(
            every = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void rollUp() {
        while (AccessScope.SERVICE.<Long>call(() -> cells.rollUp(BATCH)) == BATCH) {
            // until nothing is left
        }
    }
}
