package org.poststelle.sla.policy;

import org.poststelle.sla.policy.PolicyDocument.Contradiction;

/** Why a policy is not taken or not there. HTTP knows these, they do not know HTTP. */
abstract sealed class PolicyRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private PolicyRefusal(String message) {
        super(message);
    }

    /** The centre never had that version. */
    static final class NotFound extends PolicyRefusal {
        private static final long serialVersionUID = 1L;

        NotFound(long version) {
            super("No version " + version);
        }
    }

    /** Somebody changed it since the caller saw it. */
    static final class Stale extends PolicyRefusal {
        private static final long serialVersionUID = 1L;

        Stale(long known, long current) {
            super("Version " + known + " was changed to " + current);
        }
    }

    /** It contradicts itself. */
    static final class Contradictory extends PolicyRefusal {
        private static final long serialVersionUID = 1L;
        private final transient Contradiction contradiction;

        Contradictory(Contradiction contradiction) {
            super(contradiction.field() + ": " + contradiction.code());
            this.contradiction = contradiction;
        }

        Contradiction contradiction() {
            return contradiction;
        }
    }
}
