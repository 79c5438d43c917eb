package org.poststelle.ticket.handling;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.poststelle.ticket.model.LinkKind;
import org.poststelle.ticket.model.TicketState;

/** How tickets belong together, as far as the transaction's access scope may see both. */
@ApplicationScoped
class TicketLinks {

    /** Nobody reads more at a glance; the rest is older. */
    private static final int SHOWN = 100;

    private final Session session;

    TicketLinks(Session session) {
        this.session = session;
    }

    /**
     * A link of a ticket.
     *
     * @param from whether this ticket belongs to the one that was asked for, and not that one to this
     */
    record Link(
            UUID id,
            String reference,
            TicketState state,
            LinkKind kind,
            boolean from,
            String linkedBy,
            Instant linkedAt) {}

    /** @return whether that is new */
    boolean add(UUID ticketId, UUID otherId, LinkKind kind, String by, Instant at) {
        return session.createNativeMutationQuery("""
                        insert into ticket_link as known (ticket_id, other_id, kind, linked_by, linked_at)
                        values (:ticketId, :otherId, :kind, :by, :at)
                        on conflict (ticket_id, other_id) do update
                        set kind = excluded.kind, linked_by = excluded.linked_by, linked_at = excluded.linked_at
                        where known.kind <> excluded.kind
                        """)
                        .setParameter("ticketId", ticketId)
                        .setParameter("otherId", otherId)
                        .setParameter("kind", kind.name())
                        .setParameter("by", by)
                        .setParameter("at", at)
                        .executeUpdate()
                > 0;
    }

    /** @return whether there was one */
    boolean remove(UUID ticketId, UUID otherId) {
        return session.createNativeMutationQuery(
                                "delete from ticket_link where ticket_id = :ticketId and other_id = :otherId")
                        .setParameter("ticketId", ticketId)
                        .setParameter("otherId", otherId)
                        .executeUpdate()
                > 0;
    }

    /** Whether the ticket is a duplicate of the other one, directly or over further ones. */
    boolean isDuplicateOf(UUID ticketId, UUID otherId) {
        return session.createNativeQuery("""
                        with recursive original as (
                            select cast(:ticketId as uuid) as id
                            union
                            select l.other_id from original o
                            join ticket_link l on l.ticket_id = o.id and l.kind = 'DUPLICATE_OF')
                        select exists (select from original where id = :otherId) as found
                        """, Boolean.class)
                .addScalar("found", Boolean.class)
                .setParameter("ticketId", ticketId)
                .setParameter("otherId", otherId)
                .getSingleResult();
    }

    /** The links of a ticket in both directions, the newest first. */
    List<Link> of(UUID ticketId) {
        return session.createNativeQuery("""
                        select t.id, t.reference, t.state, l.kind, l.ticket_id = t.id as is_from, l.linked_by, l.linked_at
                        from (select other_id as id, * from ticket_link where ticket_id = :ticketId
                              union all
                              select ticket_id, * from ticket_link where other_id = :ticketId) as l
                        join ticket t on t.id = l.id
                        order by l.linked_at desc, t.id limit :limit
                        """, Object[].class)
                .addScalar("id", UUID.class)
                .addScalar("reference", String.class)
                .addScalar("state", String.class)
                .addScalar("kind", String.class)
                .addScalar("is_from", Boolean.class)
                .addScalar("linked_by", String.class)
                .addScalar("linked_at", Instant.class)
                .setParameter("ticketId", ticketId)
                .setParameter("limit", SHOWN)
                .setTupleTransformer((row, _) -> new Link(
                        (UUID) row[0],
                        (String) row[1],
                        TicketState.valueOf((String) row[2]),
                        LinkKind.valueOf((String) row[3]),
                        (boolean) row[4],
                        (String) row[5],
                        (Instant) row[6]))
                .getResultList();
    }
}
