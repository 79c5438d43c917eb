package org.poststelle.ticket.model;

import static java.util.stream.Collectors.joining;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a citizen is reached.
 *
 * @param phone in international form (E.164)
 * @param language the language to write to the citizen, {@code de} or {@code en}
 */
public record Contact(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        String language) {

    /** As people read it in a history: what there is, without the names of the fields. */
    public String asText() {
        return Stream.of(name, email, phone, language).filter(Objects::nonNull).collect(joining(", "));
    }
}
