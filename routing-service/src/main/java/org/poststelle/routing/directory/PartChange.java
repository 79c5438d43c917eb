package org.poststelle.routing.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table changes in a part of the directory.
 *
 * @param applied whether it was changed, or only looked at
 * @param version of the directory from then on
 */
record PartChange(boolean applied, Entries added, Entries changed, Entries removed, int unchanged, long version) {

    private static final int TOLD_KEYS = 100;

    /**
     * @param count how many there are
     * @param keys of the first hundred
     */
    record Entries(int count, List<String> keys) {

        static Entries of(List<String> keys) {
            return new Entries(keys.size(), List.copyOf(keys.subList(0, Math.min(keys.size(), TOLD_KEYS))));
        }
    }

    /** The difference between the cells of two tables, by key. */
    record Difference(List<String> added, List<String> changed, List<String> removed, int unchanged) {

        static Difference between(Map<String, List<String>> before, Map<String, List<String>> after) {
            var gone = new LinkedHashMap<>(before);
            var added = new ArrayList<String>();
            var changed = new ArrayList<String>();
            after.forEach((key, cells) -> {
                var known = gone.remove(key);
                if (known == null) {
                    added.add(key);
                } else if (!known.equals(cells)) {
                    changed.add(key);
                }
            });
            return new Difference(
                    added, changed, List.copyOf(gone.keySet()), after.size() - added.size() - changed.size());
        }

        boolean isNone() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }

        String summary() {
            return "%d added, %d changed, %d removed".formatted(added.size(), changed.size(), removed.size());
        }

        PartChange at(long version, boolean applied) {
            return new PartChange(
                    applied, Entries.of(added), Entries.of(changed), Entries.of(removed), unchanged, version);
        }
    }
}
