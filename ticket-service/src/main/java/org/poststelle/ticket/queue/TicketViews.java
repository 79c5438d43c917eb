package org.poststelle.ticket.queue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.access.TicketAccesses;
import org.poststelle.ticket.model.TextKind;
import org.poststelle.ticket.model.TicketQueue;
import org.poststelle.ticket.model.TicketRefusal;
import org.poststelle.ticket.model.TicketState;

/** Tickets to read, as far as the transaction's access scope may see them. One row or page is one query. */
@ApplicationScoped
public class TicketViews {

    private static final String SELECT = """
            select t.id, t.reference, t.centre, t.serviceKey, t.regionKey, t.replyChannel, t.intakeChannel, t.partner, t.priority,
                   t.state, t.closure, t.authority, t.hop,
                   t.citizenReached, t.answerUndelivered, t.callbackAttempts, t.attachments, t.version, t.receivedAt, t.erasedAt, t.dueAt, t.promise, t.replyBy, a.followUpOn,
                   case when t.filedAnswerId is null then false else true end,
                   e.subject, %s, e.name, e.email, e.phone, e.address, e.callFrom, e.callTo, e.language, c.claimedBy, c.claimedUntil
            """;

    /** Tickets as somebody reads them, in full; {@code a} is missing where they were not granted to the reader's scope. */
    private static final String TICKETS = SELECT.formatted("e.text") + """
            from Ticket t
            left join TicketAccess a on a.id.ticketId = t.id and a.id.grantee = :grantee
            left join Enquiry e on e.ticketId = t.id
            left join TicketClaim c on c.ticketId = t.id
            """;

    /** The tickets that were granted to a scope, without the enquiries' texts. */
    private static final String GRANTED = SELECT.formatted("''") + """
            from TicketAccess a
            join Ticket t on t.id = a.id.ticketId
            left join Enquiry e on e.ticketId = a.id.ticketId
            left join TicketClaim c on c.ticketId = a.id.ticketId
            where a.id.grantee = :grantee
            """;

    private final Session session;

    TicketViews(Session session) {
        this.session = session;
    }

    /**
     * Tickets that people work on, what is due first before the rest.
     *
     * @param queue only those in this queue; without, all that are open
     * @param dueBefore only those due earlier than that
     * @param claim only those that this user works on, or that nobody works on
     */
    record Work(
            @Nullable TicketQueue queue,
            @Nullable Instant dueBefore,
            @Nullable ClaimFilter claim) {}

    /** Who works on the tickets that are wanted. */
    sealed interface ClaimFilter {
        /** The user does. */
        record Of(String user, Instant now) implements ClaimFilter {}

        /** Nobody does. */
        record Free(Instant now) implements ClaimFilter {}
    }

    /**
     * A place in a list of work: after this ticket.
     *
     * @param dueAt when it is due
     */
    record Place(Instant dueAt, UUID id) {

        static Place of(TicketDetails ticket) {
            return new Place(ticket.dueAt() == null ? TicketAccesses.NOTHING_PROMISED : ticket.dueAt(), ticket.id());
        }

        /** What {@link #toString} wrote. */
        static Place parse(String cursor) {
            var parts = cursor.split("~", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("No place in a list of work");
            }
            return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }

        @Override
        public String toString() {
            return dueAt + "~" + id;
        }
    }

    /**
     * How much there is to do.
     *
     * @param tickets how many are in the queue; not counted beyond {@link #COUNTED}
     * @param overdue how many of these should have been answered by now
     * @param nextDueAt when the first of them is due, if one is
     */
    record QueueLength(
            TicketQueue queue,
            long tickets,
            long overdue,
            @Nullable Instant nextDueAt) {}

    /** So many tickets of a queue are counted at most; whoever has more knows enough. */
    static final int COUNTED = 1_000;

    /** What was written to a citizen. */
    public record Letter(UUID id, TextKind kind, String text, Instant writtenAt) {}

    private record LetterOfTicket(UUID ticketId, UUID id, TextKind kind, String text, Instant writtenAt) {
        Letter letter() {
            return new Letter(id, kind, text, writtenAt);
        }
    }

    /**
     * One ticket.
     *
     * @param scope of the reader
     * @throws TicketRefusal.NotFound when there is none that the caller may see
     */
    public TicketDetails find(UUID id, AccessScope scope) {
        return session.createSelectionQuery(TICKETS + "where t.id = :id", TicketDetails.class)
                .setParameter("id", id)
                .setParameter("grantee", scope.key())
                .uniqueResultOptional()
                .orElseThrow(() -> new TicketRefusal.NotFound(id));
    }

    /** Those of the tickets that the caller may see; {@code scope} is the reader's. */
    public List<TicketDetails> findAll(Set<UUID> ids, AccessScope scope) {
        return session.createSelectionQuery(TICKETS + "where t.id in :ids", TicketDetails.class)
                .setParameter("ids", ids)
                .setParameter("grantee", scope.key())
                .getResultList();
    }

    /** What was written to the citizens of tickets, oldest first. */
    public Map<UUID, List<Letter>> letters(Set<UUID> ticketIds) {
        return session
                .createSelectionQuery("""
                        select ticketId, id, kind, text, writtenAt from WrittenText
                        where ticketId in :ticketIds and kind in (QUESTION, INTERIM, ANSWER, CLOSURE) order by ticketId, entry
                        """, LetterOfTicket.class)
                .setParameter("ticketIds", ticketIds)
                .getResultList()
                .stream()
                .collect(groupingBy(LetterOfTicket::ticketId, mapping(LetterOfTicket::letter, toList())));
    }

    /**
     * The tickets that were granted to a scope, newest first, without the enquiries' texts.
     *
     * @param state only those in this state
     * @param before only those older than this one
     */
    List<TicketDetails> list(AccessScope scope, @Nullable TicketState state, @Nullable UUID before, int limit) {
        // the forms differ so that each has its index
        var query = session.createSelectionQuery(
                        GRANTED
                                + (state == null ? "" : "and a.state = :state ")
                                + (before == null ? "" : "and a.id.ticketId < :before and t.id < :before ")
                                + "order by a.id.ticketId desc",
                        TicketDetails.class)
                .setParameter("grantee", scope.key())
                .setMaxResults(limit);
        if (state != null) {
            query.setParameter("state", state);
        }
        if (before != null) {
            query.setParameter("before", before);
        }
        return query.getResultList();
    }

    /**
     * A place in the list of follow-ups: after this ticket.
     *
     * @param on the day of its follow-up
     */
    record FollowUpPlace(LocalDate on, UUID id) {

        static FollowUpPlace of(TicketDetails ticket) {
            return new FollowUpPlace(Objects.requireNonNull(ticket.followUpOn()), ticket.id());
        }

        /** What {@link #toString} wrote. */
        static FollowUpPlace parse(String cursor) {
            var parts = cursor.split("~", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("No place in a list of follow-ups");
            }
            return new FollowUpPlace(LocalDate.parse(parts[0]), UUID.fromString(parts[1]));
        }

        @Override
        public String toString() {
            return on + "~" + id;
        }
    }

    /** The tickets that those of a scope want to look at again by a day, the earliest first, without texts. */
    List<TicketDetails> followUps(AccessScope scope, LocalDate until, @Nullable FollowUpPlace after, int limit) {
        var query = session.createSelectionQuery(
                        GRANTED + "and a.followUpOn <= :until and a.queue not in (CLOSED, PASSED_ON) "
                                + (after == null ? "" : "and (a.followUpOn, a.id.ticketId) > (:on, :id) ")
                                + "order by a.followUpOn, a.id.ticketId",
                        TicketDetails.class)
                .setParameter("grantee", scope.key())
                .setParameter("until", until)
                .setMaxResults(limit);
        if (after != null) {
            query.setParameter("on", after.on()).setParameter("id", after.id());
        }
        return query.getResultList();
    }

    /** The ticket with the reference, without its text, if it was granted to the scope. */
    List<TicketDetails> withReference(AccessScope scope, String reference) {
        return session.createSelectionQuery(GRANTED + "and t.reference = :reference", TicketDetails.class)
                .setParameter("reference", reference)
                .setParameter("grantee", scope.key())
                .getResultList();
    }

    /** The tickets that were granted to a scope and are to be worked on, what is due first before the rest, without texts. */
    List<TicketDetails> work(AccessScope scope, Work work, @Nullable Place after, int limit) {
        // the forms differ so that each has its index
        var query = session.createSelectionQuery(
                        GRANTED
                                + (work.queue() == null
                                        ? "and a.queue in (UNDECIDED, INBOX, WORKING, CALLBACK, LETTER) "
                                        : "and a.queue = :queue ")
                                + (work.dueBefore() == null ? "" : "and a.dueAt < :dueBefore ")
                                + switch (work.claim()) {
                                    case null -> "";
                                    case ClaimFilter.Of _ -> "and c.claimedBy = :user and c.claimedUntil > :now ";
                                    case ClaimFilter.Free _ ->
                                        "and (c.claimedUntil is null or c.claimedUntil <= :now) ";
                                }
                                + (after == null ? "" : "and (a.dueAt, a.id.ticketId) > (:dueAt, :id) ")
                                + "order by a.dueAt, a.id.ticketId",
                        TicketDetails.class)
                .setParameter("grantee", scope.key())
                .setMaxResults(limit);
        if (work.queue() != null) {
            query.setParameter("queue", work.queue());
        }
        if (work.dueBefore() != null) {
            query.setParameter("dueBefore", work.dueBefore());
        }
        switch (work.claim()) {
            case null -> {}
            case ClaimFilter.Of of -> query.setParameter("user", of.user()).setParameter("now", of.now());
            case ClaimFilter.Free free -> query.setParameter("now", free.now());
        }
        if (after != null) {
            query.setParameter("dueAt", after.dueAt()).setParameter("id", after.id());
        }
        return query.getResultList();
    }

    /** How many tickets of a scope are in each of the queues, in one query. */
    List<QueueLength> lengths(AccessScope scope, List<TicketQueue> queues, Instant now) {
        return session.createNativeQuery("""
                        select wanted.queue, found.tickets, found.overdue, found.next_due_at
                        from unnest(:queues) with ordinality as wanted (queue, place)
                        cross join lateral (
                            select count(*) as tickets, count(*) filter (where due_at < :now) as overdue,
                                   min(due_at) filter (where due_at < :nothingPromised) as next_due_at
                            from (select due_at from ticket_access a
                                  where a.grantee = :grantee and a.queue = wanted.queue
                                  order by due_at limit :counted) as first) as found
                        order by wanted.place
                        """, Object[].class)
                .addScalar("queue", String.class)
                .addScalar("tickets", Long.class)
                .addScalar("overdue", Long.class)
                .addScalar("next_due_at", Instant.class)
                .setParameter("queues", queues.stream().map(Enum::name).toArray(String[]::new))
                .setParameter("now", now)
                .setParameter("nothingPromised", TicketAccesses.NOTHING_PROMISED)
                .setParameter("grantee", scope.key())
                .setParameter("counted", COUNTED)
                .setTupleTransformer((row, _) -> new QueueLength(
                        TicketQueue.valueOf((String) row[0]), (Long) row[1], (Long) row[2], (@Nullable Instant) row[3]))
                .getResultList();
    }
}
