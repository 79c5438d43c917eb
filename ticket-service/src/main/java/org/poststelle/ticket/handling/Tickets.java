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
public class Tickets implements PanacheRepositoryBase<Ticket, UUID> {

    /**
     * Goes from centre to centre in the index, because each keeps what is personal for another time. That time is materialized: behind
     * the row policy the index takes values only, not how they are computed.
     */
    static final String TO_ERASE = """
            with recursive centre (code) as (
                select min(centre) from ticket
                where closed_at is not null and erased_at is null and legal_hold is null
                union all
                select (select min(t.centre) from ticket t
                        where t.centre > c.code and t.closed_at is not null and t.erased_at is null and t.legal_hold is null)
                from centre c where c.code is not null
            ), due (code, closed_before) as materialized (
                select c.code, coalesce(
                    (select cast(:now as timestamptz) - make_interval(days => s.kept_days) from privacy_settings_version s
                     where s.centre = c.code order by s.version desc limit 1), cast(:closedBefore as timestamptz))
                from centre c where c.code is not null
            )
            select closed.* from due
            cross join lateral (
                select * from ticket t
                where t.centre = due.code and t.closed_at < due.closed_before and t.erased_at is null and t.legal_hold is null
                order by t.closed_at limit :limit for update skip locked) as closed
            limit :limit
            """;

    static final String TO_PURSUE = """
            select * from ticket where question_next_at <= :now order by question_next_at limit :limit for update skip locked
            """;

    /** Reads the ticket for a change: nobody else changes it until the transaction ends. Writes an earlier change before. */
    public Optional<Ticket> lock(UUID id) {
        var found = findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
        if (found.filter(Ticket::hasUnwrittenEvent).isPresent()) {
            flush();
        }
        return found;
    }

    /**
     * Locks those that are not erased and were closed as long ago as their centre keeps what is personal, unless somebody else is about
     * to change them.
     *
     * @param closedBefore for centres that have not said for how long
     */
    List<Ticket> lockToErase(Instant closedBefore, int limit, Instant now) {
        return getSession()
                .createNativeQuery(TO_ERASE, Ticket.class)
                .setParameter("now", now)
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
