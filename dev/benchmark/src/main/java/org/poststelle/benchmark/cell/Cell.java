package org.poststelle.benchmark.cell;

import java.util.List;

/** One or more rows of the table. */
@FunctionalInterface
public interface Cell {

    /** Warms up and measures. The system has nothing else to do at the beginning. */
    List<Measurement> measure();
}
