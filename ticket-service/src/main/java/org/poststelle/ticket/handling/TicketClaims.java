package org.poststelle.ticket.handling;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.poststelle.ticket.model.TicketRefusal;

/** Who works on which ticket. Whoever changes a claim holds the lock on the ticket. */
@ApplicationScoped
class TicketClaims implements PanacheRepositoryBase<TicketClaim, UUID> {

    /**
     * Refuses those who would work on what a colleague works on.
     *
     * @throws TicketRefusal.Claimed when a colleague does at that moment
     */
    void requireNotOfAnother(UUID ticketId, String user, Instant at) {
        findByIdOptional(ticketId).filter(claim -> claim.isOfAnother(user, at)).ifPresent(claim -> {
            throw new TicketRefusal.Claimed(claim.claimedBy(), claim.claimedUntil());
        });
    }

    /** From now on the user works on the ticket. */
    void give(UUID ticketId, String user, Instant until) {
        findByIdOptional(ticketId)
                .ifPresentOrElse(
                        claim -> claim.giveTo(user, until), () -> persist(new TicketClaim(ticketId, user, until)));
    }
}
