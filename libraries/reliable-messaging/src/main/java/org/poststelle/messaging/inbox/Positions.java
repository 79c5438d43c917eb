package org.poststelle.messaging.inbox;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** How far each ticket's events have taken effect, per topic. Read and moved for a whole batch at once, so all SQL is native. */
@ApplicationScoped
class Positions {

    private final Session session;

    Positions(Session session) {
        this.session = session;
    }

    /** Another consumer moved a position meanwhile, as happens while partitions are reassigned. The batch starts again. */
    static final class MovedByOthersException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The positions of the tickets, without locking them: {@link #move} finds out whether somebody else was faster. */
    Map<UUID, Position> of(String topic, Set<UUID> ticketIds) {
        return session
                .createNativeQuery("""
                        select asked.ticket_id as ticket_id, coalesce(known.version, 0) as version, known.event_id as event_id,
                               exists (select from parked_record parked
                                       where parked.topic = :topic and parked.ticket_id = asked.ticket_id
                                         and parked.reason = 'OUT_OF_ORDER') as buffered
                        from unnest(:ticketIds) as asked (ticket_id)
                        left join inbox_position known on known.topic = :topic and known.ticket_id = asked.ticket_id
                        """, Object[].class)
                .addSynchronizedQuerySpace("inbox_position")
                .addScalar("ticket_id", UUID.class)
                .addScalar("version", Long.class)
                .addScalar("event_id", UUID.class)
                .addScalar("buffered", Boolean.class)
                .setParameter("topic", topic)
                .setParameter("ticketIds", ticketIds.toArray(UUID[]::new))
                .setTupleTransformer((row, _) ->
                        new Position((UUID) row[0], (Long) row[1], (@Nullable UUID) row[2], (Boolean) row[3]))
                .getResultList()
                .stream()
                .collect(toMap(Position::ticketId, identity()));
    }

    /**
     * Moves the positions of tickets, provided that they still are where they were read.
     *
     * @param from the positions by ticket as they were read
     * @throws MovedByOthersException when one is not; nothing of the transaction may be kept
     */
    void move(String topic, Map<UUID, Position> from, Collection<Position> to) {
        var moves = List.copyOf(to);
        var moved = session.createNativeQuery("""
                        with move as (
                            select * from unnest(:ticketIds, :previous, :versions, :eventIds)
                                          as move (ticket_id, previous, version, event_id)),
                        first as (
                            insert into inbox_position (topic, ticket_id, version, event_id)
                            select :topic, ticket_id, version, event_id from move where previous = 0
                            on conflict do nothing
                            returning 1),
                        next as (
                            update inbox_position known set version = move.version, event_id = move.event_id
                            from move
                            where move.previous > 0 and known.topic = :topic and known.ticket_id = move.ticket_id
                              and known.version = move.previous
                            returning 1)
                        select (select count(*) from first) + (select count(*) from next) as moved
                        """, Long.class)
                .addSynchronizedQuerySpace("inbox_position")
                .addScalar("moved", Long.class)
                .setParameter("topic", topic)
                .setParameter("ticketIds", column(moves, Position::ticketId, UUID[]::new))
                .setParameter(
                        "previous",
                        column(
                                moves,
                                position -> Objects.requireNonNull(from.get(position.ticketId()))
                                        .version(),
                                Long[]::new))
                .setParameter("versions", column(moves, Position::version, Long[]::new))
                .setParameter("eventIds", column(moves, Position::eventId, UUID[]::new))
                .getSingleResult();
        if (moved != moves.size()) {
            throw new MovedByOthersException();
        }
    }

    private static <T extends @Nullable Object> T[] column(
            List<Position> positions, Function<Position, T> value, IntFunction<T[]> array) {
        return positions.stream().map(value).toArray(array);
    }
}
