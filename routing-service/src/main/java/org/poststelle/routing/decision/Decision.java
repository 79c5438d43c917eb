package org.poststelle.routing.decision;

/** What came of a question, and why. */
public sealed interface Decision {

    Explanation explanation();

    /** Whether a ticket goes to the same authority by both decisions, or to a coordinator for the same reason. */
    default boolean leadsTheSameWayAs(Decision other) {
        return switch (this) {
            case Decided decided ->
                other instanceof Decided another
                        && decided.authority().equals(another.authority())
                        && decided.legalAuthority().equals(another.legalAuthority());
            case Undecided undecided -> other instanceof Undecided another && undecided.reason() == another.reason();
        };
    }

    /**
     * An authority was found.
     *
     * @param authority who gets the ticket
     * @param legalAuthority who is competent by law; another one only where a cooperation applies
     */
    record Decided(String authority, String legalAuthority, Explanation explanation) implements Decision {}

    /** Nobody was found, so a coordinator decides. */
    record Undecided(Reason reason, Explanation explanation) implements Decision {}

    enum Reason {
        UNKNOWN_REGION,
        UNKNOWN_SERVICE,
        NO_COMPETENCE,
        AMBIGUOUS,
        TOO_MANY_HOPS
    }
}
