package org.poststelle.notification.wording;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages that citizens are written to in. Each has a folder {@code wording/<tag>} with a text for each occasion and its words. */
public enum Language {
    GERMAN("de"),
    ENGLISH("en"),
    /** German in short sentences and simple words, for people who find reading hard ("Leichte Sprache"). */
    EASY_GERMAN("de-simple");

    /** The tags, as a pattern for requests. */
    public static final String TAG = "^(de|en|de-simple)$";

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** As ticket-service, mail programs and browsers call it (BCP 47). */
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    public static Optional<Language> of(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst();
    }
}
