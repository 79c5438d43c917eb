package org.poststelle.sla.figures;

import java.time.Duration;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the hops of some tickets come to.
 *
 * @param hops how often a ticket was with the authority, and is there no longer
 * @param handedBack how many of them ended without an answer
 * @param medianServiceTime the service time, to half an hour, within which half of the hops ended
 * @param ninetiethPercentileServiceTime the same for nine of ten
 * @param lostServiceTime how much service time passed in hops that ended without an answer
 * @param missedAcceptances how often the authority did not accept a ticket in time
 * @param missedHandBacks how often a ticket that was handed back was not with an authority again in time
 * @param missedCallbacks how often a citizen was not called in time
 */
record HopFigures(
        long hops,
        long handedBack,
        @Nullable Duration medianServiceTime,
        @Nullable Duration ninetiethPercentileServiceTime,
        Duration lostServiceTime,
        long missedAcceptances,
        long missedHandBacks,
        long missedCallbacks) {

    static HopFigures of(Collection<HopCell> cells) {
        var ended = new TreeMap<Integer, Long>();
        cells.stream()
                .filter(cell -> cell.halfHours() >= 0)
                .forEach(cell -> ended.merge(cell.halfHours(), cell.hops(), Long::sum));
        var lost = cells.stream().filter(HopCell::handedBack).toList();
        return new HopFigures(
                sum(cells, HopCell::hops),
                sum(lost, HopCell::hops),
                HalfHours.within(ended, 50),
                HalfHours.within(ended, 90),
                Duration.ofMinutes(sum(lost, HopCell::minutes)),
                sum(cells, HopCell::missedAcceptances),
                sum(cells, HopCell::missedHandBacks),
                sum(cells, HopCell::missedCallbacks));
    }

    private static long sum(Collection<HopCell> cells, ToLongFunction<HopCell> figure) {
        return cells.stream().mapToLong(figure).sum();
    }
}
