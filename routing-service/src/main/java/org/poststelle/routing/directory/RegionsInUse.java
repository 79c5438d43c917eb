package org.poststelle.routing.directory;

import java.util.List;

/** Refusal to drop regions that the rest of the directory names. */
final class RegionsInUse extends RuntimeException {

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
