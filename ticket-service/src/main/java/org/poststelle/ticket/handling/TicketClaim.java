package org.poststelle.ticket.handling;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/**
 * That a person of the authority works on a ticket, until a moment at which the claim ends by itself, so that nobody's illness or
 * holiday keeps a ticket from being answered. It is no event and no part of the ticket's version: other services do not hear of it.
 */
@Entity
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class TicketClaim {

    @Id
    private UUID ticketId;

    private String claimedBy;
    private Instant claimedUntil;

    /** For Hibernate. */
    protected TicketClaim() {}

    TicketClaim(UUID ticketId, String claimedBy, Instant claimedUntil) {
        this.ticketId = ticketId;
        this.claimedBy = claimedBy;
        this.claimedUntil = claimedUntil;
    }

    /** Gives the claim to somebody, or prolongs it. */
    void giveTo(String user, Instant until) {
        claimedBy = user;
        claimedUntil = until;
    }

    /** Whether the user is the one who works on it at that moment. */
    boolean isOf(String user, Instant at) {
        return claimedBy.equals(user) && claimedUntil.isAfter(at);
    }

    /** Whether somebody else works on it at that moment. */
    boolean isOfAnother(String user, Instant at) {
        return !claimedBy.equals(user) && claimedUntil.isAfter(at);
    }

    String claimedBy() {
        return claimedBy;
    }

    Instant claimedUntil() {
        return claimedUntil;
    }
}
