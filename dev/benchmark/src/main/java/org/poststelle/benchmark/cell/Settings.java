package org.poststelle.benchmark.cell;

import java.time.Duration;

/**
 * How long and how hard.
 *
 * @param warmUp load before each kind of work is measured, so that the compilers have done theirs
 * @param measured how long each cell is measured
 * @param users who work at once in the cells that ask how much is possible
 * @param arrivals tickets in a second in the cell that asks how long the whole way takes
 */
public record Settings(Duration warmUp, Duration measured, int users, double arrivals) {

    /** The default. */
    public static Settings full() {
        return new Settings(Duration.ofSeconds(20), Duration.ofSeconds(25), 8, 20);
    }

    /** To see whether a change did something large. */
    public static Settings quick() {
        return new Settings(Duration.ofSeconds(10), Duration.ofSeconds(8), 8, 20);
    }
}
