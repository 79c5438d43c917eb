package org.poststelle.benchmark.cell;

import java.time.Duration;

/**
 * How long and how hard.
 *
 * @param warmUp load before anything is measured, so that the compilers of the JVMs have done their work
 * @param measured how long each cell is measured; the creation of the tickets that the consumers read takes a fifth of it
 * @param users who work at once in the cells that ask how much is possible
 * @param arrivals tickets in a second in the cell that asks how long the whole way takes
 * @param functionSeconds how long each pure function is measured
 * @param limit after so long no further cell is begun
 */
public record Settings(
        Duration warmUp, Duration measured, int users, double arrivals, int functionSeconds, Duration limit) {

    /** The default. */
    public static Settings full() {
        return new Settings(Duration.ofSeconds(75), Duration.ofSeconds(15), 8, 5, 5, Duration.ofMinutes(8));
    }

    /** To see whether a change did something large. */
    public static Settings quick() {
        return new Settings(Duration.ofSeconds(30), Duration.ofSeconds(6), 8, 5, 3, Duration.ofMinutes(5));
    }
}
