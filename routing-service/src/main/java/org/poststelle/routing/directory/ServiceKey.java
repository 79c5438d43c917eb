package org.poststelle.routing.directory;

import java.util.List;
import java.util.stream.Stream;

/**
 * The key of a public service as somebody gave it: 14 digits of the federal catalogue (Leistungsschlüssel: instance 2, group
 * 3, object 3, action 3, detail 3), or {@code local:...} where that catalogue has none.
 */
public record ServiceKey(String value) {

    public static final String PATTERN = "\\d{14}|local:[a-z0-9]+(-[a-z0-9]+)*";

    /** What a competence may cover: one key (a detail, an action or an object), or a whole group by its first 5 digits. */
    public static final String SCOPE_PATTERN = "\\d{5}|" + PATTERN;

    /** The scopes that cover this service, most specific first: itself, its action, its object, its group. */
    public List<String> scopes() {
        if (!value.matches("\\d{14}")) {
            return List.of(value);
        }
        return Stream.of(value, value.substring(0, 11) + "000", value.substring(0, 8) + "000000", value.substring(0, 5))
                .distinct()
                .toList();
    }
}
