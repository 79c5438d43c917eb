package org.poststelle.routing.decision;

/** Why a request about routing is refused. HTTP knows these, they do not know HTTP. */
public abstract sealed class RoutingRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RoutingRefusal(String message) {
        super(message);
    }

    /** There is no such ticket, or none that the caller may see. */
    static final class UnknownTicket extends RoutingRefusal {
        private static final long serialVersionUID = 1L;

        UnknownTicket() {
            super("There is no such ticket");
        }
    }

    /** The ticket does not wait for a decision; somebody else may have been faster. */
    static final class NotUndecided extends RoutingRefusal {
        private static final long serialVersionUID = 1L;

        NotUndecided() {
            super("The ticket is not undecided");
        }
    }

    /** The directory has no such authority, or has retired it. */
    static final class UnknownAuthority extends RoutingRefusal {
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
