package org.poststelle.ticket.handling;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.poststelle.ticket.model.Ticket;

/** The tickets to change, as far as the transaction's access scope may see them. */
@ApplicationScoped
class Tickets implements PanacheRepositoryBase<Ticket, UUID> {

    static final String TO_ERASE = """
            select * from ticket
            where closed_at < :closedBefore and erased_at is null and legal_hold is null
            order by closed_at limit :limit for update skip locked
            """;

    static final String TO_PURSUE = """
            select * from ticket where question_next_at <= :now order by question_next_at limit :limit for update skip locked
            """;

    /** Reads the ticket for a change: nobody else changes it until the transaction ends. Writes an earlier change before. */
    Optional<Ticket> lock(UUID id) {
        var found = findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
        if (found.filter(Ticket::hasUnwrittenEvent).isPresent()) {
            flush();
        }
        return found;
    }

    /** Locks those that were closed before that moment and are not erased, unless somebody else is about to change them. */
    List<Ticket> lockToErase(Instant closedBefore, int limit) {
        return getSession()
                .createNativeQuery(TO_ERASE, Ticket.class)
                .setParameter("closedBefore", closedBefore)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Locks those whose citizens are to be reminded or waited for no longer, unless somebody else is about to change them. */
    List<Ticket> lockToPursue(Instant now, int limit) {
        return getSession()
                .createNativeQuery(TO_PURSUE, Ticket.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Locks many tickets in one query; {@link #lock} then finds them at hand. */
    void lockAll(Set<UUID> ids) {
        find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
