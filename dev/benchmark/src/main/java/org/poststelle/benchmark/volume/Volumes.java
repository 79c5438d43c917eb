package org.poststelle.benchmark.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.poststelle.benchmark.report.Table;
import org.poststelle.benchmark.stack.SystemUnderTest;

/** Measures all sections, one after the other. */
public final class Volumes {

    private final SystemUnderTest system;
    private final VolumeSettings settings;
    private final Path data;
    private final Consumer<String> progress;

    /**
     * Nothing is measured yet.
     *
     * @param data where the databases are, on a disk that must not get full
     * @param progress is told what is done
     */
    public Volumes(SystemUnderTest system, VolumeSettings settings, Path data, Consumer<String> progress) {
        this.system = system;
        this.settings = settings;
        this.data = data;
        this.progress = progress;
    }

    /** The tables of all sections that there was time for. */
    public List<Table> measure() {
        var beganAt = System.nanoTime();
        var sample = new SampleTicket(system).create();
        var tables = new ArrayList<Table>();
        // the timers last: they publish events of tickets that no other service knows
        for (var section : List.of(
                new KnowledgeSection(system, settings, progress),
                new FigureSection(system, settings, progress),
                new QueueSection(system, settings, progress, data, sample),
                new TimerSection(system, settings, progress, sample))) {
            if (System.nanoTime() - beganAt > settings.limit().toNanos()) {
                progress.accept("The time is up, not measured: " + section.name());
                continue;
            }
            progress.accept(section.name());
            tables.addAll(section.measure());
        }
        return tables;
    }
}
