package org.poststelle.routing.decision;

/** Why a coordinator's decision was not taken. */
abstract sealed class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Refusal(String message) {
        super(message);
    }

    /** There is no such ticket, or it belongs to another centre. */
    static final class UnknownTicket extends Refusal {
        private static final long serialVersionUID = 1L;

        UnknownTicket() {
            super("There is no such ticket in this centre");
        }
    }

    /** The ticket does not wait for a decision; somebody else may have been faster. */
    static final class NotUndecided extends Refusal {
        private static final long serialVersionUID = 1L;

        NotUndecided() {
            super("The ticket is not undecided");
        }
    }

    /** The directory has no such authority, or has retired it. */
    static final class UnknownAuthority extends Refusal {
        private static final long serialVersionUID = 1L;

        private final String authority;

        UnknownAuthority(String authority) {
            super("There is no such authority");
            this.authority = authority;
        }

        String authority() {
            return authority;
        }
    }
}
