package org.poststelle.sla.figures;

import java.time.Duration;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What some promises come to.
 *
 * @param contacts how many enquiries came in
 * @param resolvedAtOnce how many of them were answered while the citizen was on the phone
 * @param met how many promises were kept
 * @param breached how many were not
 * @param withdrawn for how many the enquiry was withdrawn in time
 * @param open how many are still to be kept
 * @param reopened how many of the promises were given for reopened tickets
 * @param returns how often a ticket did not stay with an authority
 * @param resolvedAtOnceShare of the enquiries; the hotline aims at 0.65
 * @param metShare of the promises that were kept or not
 * @param medianAnswerWithin the service time, to half an hour, within which half of the answers came
 * @param ninetiethPercentileAnswerWithin the same for nine of ten answers
 */
record Figures(
        long contacts,
        long resolvedAtOnce,
        long met,
        long breached,
        long withdrawn,
        long open,
        long reopened,
        long returns,
        @Nullable Double resolvedAtOnceShare,
        @Nullable Double metShare,
        @Nullable Duration medianAnswerWithin,
        @Nullable Duration ninetiethPercentileAnswerWithin) {

    static Figures of(Collection<Cell> cells) {
        var contacts = count(cells, cell -> !cell.reopened());
        var atOnce = count(cells, cell -> cell.outcome() == Outcome.RESOLVED_AT_ONCE);
        var met = count(cells, cell -> cell.outcome() == Outcome.MET);
        var breached = count(cells, cell -> cell.outcome() == Outcome.BREACHED);
        return new Figures(
                contacts,
                atOnce,
                met,
                breached,
                count(cells, cell -> cell.outcome() == Outcome.WITHDRAWN),
                count(cells, cell -> cell.outcome() == Outcome.OPEN),
                count(cells, Cell::reopened),
                cells.stream().mapToLong(Cell::returns).sum(),
                share(atOnce, contacts),
                share(met, met + breached),
                answerWithin(cells, 50),
                answerWithin(cells, 90));
    }

    private static long count(Collection<Cell> cells, Predicate<Cell> wanted) {
        return cells.stream().filter(wanted).mapToLong(Cell::promises).sum();
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }

    private static @Nullable Duration answerWithin(Collection<Cell> cells, int percent) {
        var answers = new TreeMap<Integer, Long>();
        cells.stream()
                .filter(cell -> cell.answerHalfHours() >= 0)
                .forEach(cell -> answers.merge(cell.answerHalfHours(), cell.promises(), Long::sum));
        return HalfHours.within(answers, percent);
    }
}
