package org.poststelle.routing.decision;

/** What came of a question, and why. */
public sealed interface Decision {

    Explanation explanation();

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
