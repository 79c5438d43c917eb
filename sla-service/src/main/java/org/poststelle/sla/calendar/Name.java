package org.poststelle.sla.calendar;

import java.util.Locale;

/** A name in the two languages people read here. */
public record Name(String german, String english) {

    /** The English name for readers of English, the German one for everybody else. */
    public String in(Locale language) {
        return language.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? english : german;
    }
}
