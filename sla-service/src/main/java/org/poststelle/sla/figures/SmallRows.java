package org.poststelle.sla.figures;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which rows of a table are told without figures, because one might guess whose they are. */
final class SmallRows {

    /** With fewer than that one might guess. */
    static final int FEWEST = 5;

    private SmallRows() {}

    /** How much there is in a row. */
    record Size(String key, long count) {}

    /** The smallest first. */
    static List<Size> sorted(Collection<Size> rows) {
        return rows.stream()
                .sorted(Comparator.comparingLong(Size::count).thenComparing(Size::key))
                .toList();
    }

    /** The rows that are too small, and the next ones as long as what is hidden could be told from the total. */
    static Set<String> hidden(List<Size> smallestFirst) {
        var hidden = new HashSet<String>();
        long count = 0;
        for (var row : smallestFirst) {
            var isSafe = hidden.isEmpty() || (hidden.size() > 1 && count >= FEWEST);
            if (row.count() >= FEWEST && isSafe) {
                break;
            }
            hidden.add(row.key());
            count += row.count();
        }
        return hidden;
    }
}
