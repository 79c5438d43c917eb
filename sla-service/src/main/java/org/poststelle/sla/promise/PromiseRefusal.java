package org.poststelle.sla.promise;

import java.util.UUID;

/** Why a request about a promise is refused. HTTP knows these, they do not know HTTP. */
abstract sealed class PromiseRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private PromiseRefusal(String message) {
        super(message);
    }

    /** There is no promise for the ticket, or none that the caller may see. */
    static final class NotFound extends PromiseRefusal {
        private static final long serialVersionUID = 1L;

        NotFound(UUID ticketId) {
            super("No promise for ticket " + ticketId);
        }
    }
}
