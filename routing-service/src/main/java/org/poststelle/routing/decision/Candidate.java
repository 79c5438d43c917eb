package org.poststelle.routing.decision;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A competence that covers the asked service and region.
 *
 * @param area the region the competence is for: the asked one or one around it
 * @param scope the service, object or group it is for
 * @param legal the authority that is competent by law
 * @param executing who does its work: itself, or another authority by administrative cooperation
 * @param validFrom first day, {@code null} for since ever
 * @param validTo last day, {@code null} for open end
 */
record Candidate(
        Area area,
        String scope,
        Office legal,
        Office executing,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {

    /** A region by its key and name. */
    record Area(String key, String name) {}

    /** An authority by its key and name. */
    record Office(String key, String name) {}

    boolean isValidOn(LocalDate day) {
        return (validFrom == null || !day.isBefore(validFrom)) && (validTo == null || !day.isAfter(validTo));
    }

    boolean isCooperation() {
        return !legal.equals(executing);
    }

    boolean hasRankOf(Candidate other) {
        return area.equals(other.area) && scope.equals(other.scope);
    }

    boolean isForTheSameAs(Candidate other) {
        return legal.equals(other.legal) && executing.equals(other.executing);
    }

    boolean concerns(String authority) {
        return legal.key().equals(authority) || executing.key().equals(authority);
    }
}
