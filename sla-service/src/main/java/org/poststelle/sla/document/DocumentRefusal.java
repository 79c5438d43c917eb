package org.poststelle.sla.document;

import java.util.Optional;
import java.util.OptionalLong;

/** Why a document is not replaced. HTTP knows these, they do not know HTTP. */
public abstract sealed class DocumentRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private DocumentRefusal(String message) {
        super(message);
    }

    /**
     * Refuses a document with a contradiction.
     *
     * @throws Contradictory when there is one
     */
    public static void ifContradictory(Optional<Contradiction> contradiction) {
        contradiction.ifPresent(found -> {
            throw new Contradictory(found);
        });
    }

    /**
     * Refuses to replace what the caller has not seen.
     *
     * @param known the version that the caller saw, or nothing when any will do
     * @throws Stale when it is not the current one
     */
    public static void ifStale(OptionalLong known, long current) {
        if (known.isPresent() && known.getAsLong() != current) {
            throw new Stale(known.getAsLong(), current);
        }
    }

    /** Somebody changed it since the caller saw it. */
    static final class Stale extends DocumentRefusal {
        private static final long serialVersionUID = 1L;

        private Stale(long known, long current) {
            super("Version " + known + " was changed to " + current);
        }
    }

    /** It contradicts itself. */
    static final class Contradictory extends DocumentRefusal {
        private static final long serialVersionUID = 1L;
        private final transient Contradiction contradiction;

        private Contradictory(Contradiction contradiction) {
            super(contradiction.field() + ": " + contradiction.code());
            this.contradiction = contradiction;
        }

        Contradiction contradiction() {
            return contradiction;
        }
    }
}
