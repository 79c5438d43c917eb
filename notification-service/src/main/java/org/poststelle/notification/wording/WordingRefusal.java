package org.poststelle.notification.wording;

import java.util.List;
import java.util.OptionalLong;

/** Why words are not taken. HTTP knows these, they do not know HTTP. */
abstract sealed class WordingRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private WordingRefusal(String message) {
        super(message);
    }

    /**
     * Refuses to replace what the caller has not seen.
     *
     * @param known the version that the caller saw, or nothing when any will do
     * @throws Stale when it is not the current one
     */
    static void ifStale(OptionalLong known, long current) {
        if (known.isPresent() && known.getAsLong() != current) {
            throw new Stale(known.getAsLong(), current);
        }
    }

    /** Somebody changed them since the caller saw them. */
    static final class Stale extends WordingRefusal {
        private static final long serialVersionUID = 1;

        private Stale(long known, long current) {
            super("Version " + known + " was changed to " + current);
        }
    }

    /** A placeholder that nobody can fill in for the occasion. */
    static final class UnknownPlaceholder extends WordingRefusal {
        private static final long serialVersionUID = 1;
        private final String field;
        private final String name;
        private final List<String> known;

        UnknownPlaceholder(String field, String name, List<String> known) {
            super(field + " has an unknown placeholder");
            this.field = field;
            this.name = name;
            this.known = List.copyOf(known);
        }

        String field() {
            return field;
        }

        String name() {
            return name;
        }

        List<String> known() {
            return known;
        }
    }

    /** A brace that belongs to no placeholder. */
    static final class StrayBrace extends WordingRefusal {
        private static final long serialVersionUID = 1;
        private final String field;
        private final long line;

        StrayBrace(String field, long line) {
            super(field + " has a stray brace in line " + line);
            this.field = field;
            this.line = line;
        }

        String field() {
            return field;
        }

        long line() {
            return line;
        }
    }

    /** The citizen would not read what the mail is for. */
    static final class MissingPlaceholder extends WordingRefusal {
        private static final long serialVersionUID = 1;
        private final String field;
        private final String name;

        MissingPlaceholder(String field, String name) {
            super(field + " lacks " + name);
            this.field = field;
            this.name = name;
        }

        String field() {
            return field;
        }

        String name() {
            return name;
        }
    }
}
