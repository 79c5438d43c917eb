package org.poststelle.rest;

/** Who calls, as the verified token says. What a caller may see and do depends on this and on nothing in the request. */
public sealed interface Caller {

    /** The subject of the token; stands in the history beside what the caller did. */
    String user();

    /** Someone who speaks for a service centre. */
    sealed interface CentreStaff extends Caller {
        /** The code of the service centre, the tenant, such as {@code KO}. */
        String centre();
    }

    /** Takes calls in a service centre. */
    record Agent(String user, String centre) implements CentreStaff {}

    /** Clears what routing could not decide and watches the promises of a service centre. */
    record Coordinator(String user, String centre) implements CentreStaff {}

    /** Answers for an authority. */
    record Clerk(String user, String authority) implements Caller {}

    /** Runs the platform; sees no enquiries. */
    record Admin(String user) implements Caller {}

    /** Another service of Poststelle. */
    record ServiceAccount(String user) implements Caller {}
}
