package org.poststelle.sla.telephone;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.poststelle.sla.document.Contradiction;

/** The calls of a day, complete: half hours that are not in it had none. */
record TelephoneDay(@NotNull @Size(max = 48) List<@NotNull @Valid HalfHour> halfHours) {

    /**
     * The calls of half an hour.
     *
     * @param from when it begins in German time, such as {@code 08:30}
     * @param offered how many people called
     * @param answered how many of them were answered by a person
     * @param answeredInTime how many of them within 30 seconds
     * @param handlingSeconds how long agents were busy with these calls in all, work after them included
     */
    record HalfHour(
            @NotNull @Pattern(regexp = "([01]\\d|2[0-3]):[03]0")
            String from,

            @NotNull @Min(0) @Max(1_000_000) Integer offered,
            @NotNull @Min(0) Integer answered,
            @NotNull @Min(0) Integer answeredInTime,
            @NotNull @Min(0) Integer handlingSeconds) {}

    /** What is wrong although each part for itself may be as it is; the first of it. */
    Optional<Contradiction> contradiction() {
        var seen = new HashSet<String>();
        return IntStream.range(0, halfHours.size())
                .mapToObj(at -> contradiction(
                                halfHours.get(at), !seen.add(halfHours.get(at).from()))
                        .map(found -> found.in("halfHours[" + at + "].")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Contradiction> contradiction(HalfHour calls, boolean again) {
        if (again) {
            return Optional.of(new Contradiction("from", "named-twice"));
        }
        if (calls.answered() > calls.offered()) {
            return Optional.of(new Contradiction("answered", "more-than-there-were"));
        }
        return calls.answeredInTime() > calls.answered()
                ? Optional.of(new Contradiction("answeredInTime", "more-than-there-were"))
                : Optional.empty();
    }
}
