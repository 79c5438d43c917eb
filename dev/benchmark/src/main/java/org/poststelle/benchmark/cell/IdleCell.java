package org.poststelle.benchmark.cell;

import java.util.List;
import org.poststelle.benchmark.stack.SystemUnderTest;

/** What it costs to have nothing to do. */
public final class IdleCell implements Cell {

    private final SystemUnderTest system;
    private final Settings settings;

    public IdleCell(SystemUnderTest system, Settings settings) {
        this.system = system;
        this.settings = settings;
    }

    @Override
    public List<Measurement> measure() {
        var meter = new Meter("Idle", "second", system);
        meter.begin();
        Pause.millis(settings.measured().toMillis());
        return List.of(meter.end(settings.measured().toSeconds()));
    }
}
