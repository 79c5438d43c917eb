package org.poststelle.ticket.model;

import static java.util.stream.Collectors.joining;

import java.time.LocalTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a citizen is reached.
 *
 * @param phone in international form (E.164)
 * @param address where a letter goes, in lines
 * @param callFrom from what time of day on a call is welcome; none without {@code callTo}
 * @param callTo until what time of day
 * @param language the language to write to the citizen, {@code de} or {@code en}
 */
public record Contact(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String address,
        @Nullable LocalTime callFrom,
        @Nullable LocalTime callTo,
        String language) {

    /** Whether what is told to the other one by the channel reaches this one, too: it is the same mail address, phone number or
     * address; where nobody is known nobody is reached. */
    public boolean isReachedLike(Contact other, ReplyChannel channel) {
        return switch (channel) {
            case EMAIL -> email != null && email.equalsIgnoreCase(other.email);
            case CALLBACK -> phone != null && phone.equals(other.phone);
            case LETTER -> address != null && address.equals(other.address);
            case NONE -> false;
        };
    }

    /** As people read it in a history: what there is, without the names of the fields. */
    public String asText() {
        return Stream.of(
                        name,
                        email,
                        phone,
                        address == null ? null : address.replace("\n", ", "),
                        callFrom == null ? null : callFrom + "-" + callTo,
                        language)
                .filter(Objects::nonNull)
                .collect(joining(", "));
    }
}
