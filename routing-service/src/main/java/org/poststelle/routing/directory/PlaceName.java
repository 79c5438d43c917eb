package org.poststelle.routing.directory;

import java.text.Normalizer;
import java.util.Locale;

/** Names of places as people type them: without umlauts, hyphens and abbreviations, so that two ways to write one are the same. */
final class PlaceName {

    private PlaceName() {}

    /** The form of a name that is compared. */
    static String normalized(String name) {
        var letters = name.toLowerCase(Locale.GERMAN)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        return Normalizer.normalize(letters, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("\\bst(\\.|(?=[\\s-]))", "sankt ")
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
    }
}
