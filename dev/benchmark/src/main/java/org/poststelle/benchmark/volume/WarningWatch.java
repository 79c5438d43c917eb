package org.poststelle.benchmark.volume;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.poststelle.benchmark.load.Latencies;

/**
 * Sees when promises are warned of. The database keeps no time of that, so somebody has to look often; what is measured is at most the
 * time between two looks too long.
 */
final class WarningWatch {

    private final Database database;
    private final Set<String> waiting;
    private final List<Long> late = new ArrayList<>();

    /**
     * Begins to watch.
     *
     * @param reference what the references of the promises begin with
     */
    WarningWatch(Database database, String reference) {
        this.database = database;
        waiting = new HashSet<>(database.strings("""
                select ticket_id || ' ' || cast(1000000 * extract(epoch from warn_next_at) as bigint) from promise
                where reference like '%s-%%'""".formatted(reference)));
    }

    /** Notes which were warned of since the last look. */
    void look() {
        if (waiting.isEmpty()) {
            return;
        }
        var ids = waiting.stream()
                .map(entry -> entry.substring(0, entry.indexOf(' ')))
                .toList();
        var warned = new HashSet<>(
                database.strings("select ticket_id from promise where warn_next_at is null and ticket_id in ('%s')"
                        .formatted(String.join("', '", ids))));
        var now = database.number("select cast(1000000 * extract(epoch from clock_timestamp()) as bigint)");
        for (var entry : List.copyOf(waiting)) {
            if (warned.contains(entry.substring(0, entry.indexOf(' ')))) {
                late.add(1_000 * (now - Long.parseLong(entry.substring(entry.indexOf(' ') + 1))));
                waiting.remove(entry);
            }
        }
    }

    /** Whether all were warned of. */
    boolean all() {
        return waiting.isEmpty();
    }

    /** How long after their time. */
    Latencies lateness() {
        return Latencies.of(late);
    }
}
