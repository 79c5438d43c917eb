package org.poststelle.ticket.live;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A place in the order in which changes are told: the id of the transaction and a number in it. It grows.
 *
 * @param transaction its id
 * @param number of the change; 0 is before all changes of the transaction
 */
record ChangePosition(long transaction, long number) implements Comparable<ChangePosition> {

    private static final Comparator<ChangePosition> ORDER =
            Comparator.comparingLong(ChangePosition::transaction).thenComparingLong(ChangePosition::number);

    private static final Pattern FORM = Pattern.compile("\\d{1,18}-\\d{1,18}");

    /** The place before all changes of the transaction. */
    static ChangePosition before(long transaction) {
        return new ChangePosition(transaction, 0);
    }

    /**
     * What {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it was something else
     */
    static ChangePosition parse(String id) {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("No place in the order of changes");
        }
        var parts = id.split("-", 2);
        return new ChangePosition(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public int compareTo(ChangePosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return transaction + "-" + number;
    }
}
