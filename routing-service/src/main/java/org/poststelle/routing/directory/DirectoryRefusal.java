package org.poststelle.routing.directory;

import java.util.List;

/** Why the directory is not replaced. HTTP knows these, they do not know HTTP. */
public abstract sealed class DirectoryRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private DirectoryRefusal(String message) {
        super(message);
    }

    /** Somebody replaced it since the caller saw it. */
    static final class Stale extends DirectoryRefusal {
        private static final long serialVersionUID = 1;

        Stale(long known, long current) {
            super("Version " + known + " was changed to " + current);
        }
    }

    /** A document without authorities would make a directory that has some useless, and nobody said that this is meant. */
    static final class WouldEmpty extends DirectoryRefusal {
        private static final long serialVersionUID = 1;

        WouldEmpty() {
            super("The directory would be empty");
        }
    }

    /** A document without regions names some that the register does not have. */
    static final class UnknownRegions extends DirectoryRefusal {
        private static final long serialVersionUID = 1;
        private final List<String> keys;

        UnknownRegions(List<String> keys) {
            super(keys.size() + " regions are unknown");
            this.keys = List.copyOf(keys);
        }

        /** The first of them. */
        List<String> keys() {
            return keys;
        }
    }

    /** A register lacks regions that the rest of the directory names. */
    static final class RegionsInUse extends DirectoryRefusal {
        private static final long serialVersionUID = 1;
        private final List<String> keys;

        RegionsInUse(List<String> keys) {
            super(keys.size() + " regions are in use");
            this.keys = List.copyOf(keys);
        }

        /** The first of them. */
        List<String> keys() {
            return keys;
        }
    }

    /** Rows of a table do not fit, or the rest of the directory does not fit to them. */
    static final class InvalidRows extends DirectoryRefusal {
        private static final long serialVersionUID = 1;
        private final transient List<RowFault> faults;

        InvalidRows(List<RowFault> faults) {
            super(faults.size() + " rows are not valid");
            this.faults = List.copyOf(faults);
        }

        /** By line. */
        List<RowFault> faults() {
            return faults;
        }
    }
}
