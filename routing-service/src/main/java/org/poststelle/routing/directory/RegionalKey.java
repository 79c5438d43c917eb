package org.poststelle.routing.directory;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The regional key (Amtlicher Regionalschlüssel) of a place as somebody gave it; whether there is such a place is for the
 * directory to say. Keys are never padded: {@code 07235} is a Landkreis, {@code 072350000000} no place at all, and zeros
 * say nothing about a level.
 */
public record RegionalKey(String digits) {

    /** Land, Regierungsbezirk, Kreis, Gemeindeverband or Gemeinde. */
    public static final String PATTERN = "\\d{2}|\\d{3}|\\d{5}|\\d{9}|\\d{12}";

    /** The keys that can stand for this place in a competence: its own, then those of the regions around it, nearest first. */
    public List<String> prefixes() {
        return IntStream.of(12, 9, 5, 3, 2)
                .filter(length -> length <= digits.length())
                .mapToObj(length -> digits.substring(0, length))
                .toList();
    }

    /**
     * Whether it is the key of a district made as long as that of a municipality. Only cities that are no part of a district have such
     * keys.
     *
     * @param districts the keys of the districts, without those cities
     */
    boolean isPadded(Set<String> districts) {
        return digits.endsWith("0000000") && districts.contains(digits.substring(0, digits.length() - 7));
    }
}
