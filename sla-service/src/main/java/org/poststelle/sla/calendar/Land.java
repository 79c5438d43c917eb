package org.poststelle.sla.calendar;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The German Länder, by the first two digits of a region key (Amtlicher Regionalschlüssel) and their ISO 3166-2 code. */
public enum Land {
    SH("01", "Schleswig-Holstein", "Schleswig-Holstein"),
    HH("02", "Hamburg", "Hamburg"),
    NI("03", "Niedersachsen", "Lower Saxony"),
    HB("04", "Bremen", "Bremen"),
    NW("05", "Nordrhein-Westfalen", "North Rhine-Westphalia"),
    HE("06", "Hessen", "Hesse"),
    RP("07", "Rheinland-Pfalz", "Rhineland-Palatinate"),
    BW("08", "Baden-Württemberg", "Baden-Württemberg"),
    BY("09", "Bayern", "Bavaria"),
    SL("10", "Saarland", "Saarland"),
    BE("11", "Berlin", "Berlin"),
    BB("12", "Brandenburg", "Brandenburg"),
    MV("13", "Mecklenburg-Vorpommern", "Mecklenburg-Western Pomerania"),
    SN("14", "Sachsen", "Saxony"),
    ST("15", "Sachsen-Anhalt", "Saxony-Anhalt"),
    TH("16", "Thüringen", "Thuringia");

    private final String prefix;
    private final String german;
    private final String english;

    Land(String prefix, String german, String english) {
        this.prefix = prefix;
        this.german = german;
        this.english = english;
    }

    /** The Land a region lies in; empty where the key names none. */
    public static Optional<Land> of(String regionKey) {
        return Stream.of(values())
                .filter(land -> regionKey.startsWith(land.prefix))
                .findFirst();
    }

    /** The Land's name. */
    public Name label() {
        return new Name(german, english);
    }

    String holidayCode() {
        return name().toLowerCase(Locale.ROOT);
    }
}
