package org.poststelle.sla.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.poststelle.sla.document.Contradiction;

/** On which days an authority is closed although there is service elsewhere, complete: on others it is open. */
record ClosureDocument(@NotNull @Size(max = 2000) List<@NotNull @Valid ClosedDay> closedDays) {

    static final ClosureDocument NONE = new ClosureDocument(List.of());

    /** What is wrong although each part for itself may be as it is; the first of it. */
    Optional<Contradiction> contradiction() {
        var seen = new HashSet<LocalDate>();
        return IntStream.range(0, closedDays.size())
                .filter(at -> !seen.add(closedDays.get(at).date()))
                .mapToObj(at -> new Contradiction("closedDays[" + at + "].date", "named-twice"))
                .findFirst();
    }
}
