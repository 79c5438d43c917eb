package org.poststelle.ticket.access;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.rest.Role;

/** Who read how citizens are reached. */
@ApplicationScoped
public class ContactReadings {

    private static final String SELECT =
            "select key.ticketId, key.reader, role, centre, authority, readAt from ContactReading ";

    private final Session session;

    ContactReadings(Session session) {
        this.session = session;
    }

    /**
     * That a person read it.
     *
     * @param centre of an agent or coordinator
     * @param authority of a clerk
     * @param at when, for the first time in that hour
     */
    public record Reading(
            String user,
            String role,
            @Nullable String centre,
            @Nullable String authority,
            Instant at) {}

    /** A place in the list of a ticket's readings, newest first: before this one. */
    public record Place(Instant at, String user) {

        /** The place of a reading. */
        public static Place of(Reading reading) {
            return new Place(reading.at(), reading.user());
        }

        /** What {@link #toString} wrote. */
        public static Place parse(String cursor) {
            var parts = cursor.split("~", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("No place in a list of readings");
            }
            return new Place(Instant.parse(parts[0]), parts[1]);
        }

        @Override
        public String toString() {
            return at + "~" + user;
        }
    }

    private record ReadingOfTicket(
            UUID ticketId,
            String user,
            String role,
            @Nullable String centre,
            @Nullable String authority,
            Instant at) {

        Reading reading() {
            return new Reading(user, role, centre, authority, at);
        }
    }

    /**
     * Notes that the caller was shown how the citizens of these tickets are reached. Only people are noted, and each once an hour. The
     * enquiry is locked against its erasure, so that no reading outlives it; readers do not wait for one another.
     */
    public void note(Set<UUID> ticketIds, Caller caller, Instant at) {
        switch (caller) {
            case Caller.Agent agent -> note(ticketIds, agent.user(), Role.AGENT, agent.centre(), null, at);
            case Caller.Coordinator coordinator ->
                note(ticketIds, coordinator.user(), Role.COORDINATOR, coordinator.centre(), null, at);
            case Clerk clerk -> note(ticketIds, clerk.user(), Role.CLERK, null, clerk.authority(), at);
            case Caller.ServiceAccount _, Caller.Admin _ -> {}
        }
    }

    private void note(
            Set<UUID> ticketIds,
            String user,
            String role,
            @Nullable String centre,
            @Nullable String authority,
            Instant at) {
        session.createNativeMutationQuery("""
                        insert into contact_reading (ticket_id, in_hour, reader, role, centre, authority, read_at)
                        select e.ticket_id, cast(:inHour as timestamptz), :reader, :role, :centre, :authority,
                               cast(:at as timestamptz)
                        from enquiry e
                        where e.ticket_id in (:ticketIds)
                          and not exists (select from contact_reading r
                                          where r.ticket_id = e.ticket_id and r.in_hour = :inHour and r.reader = :reader)
                        for key share of e
                        on conflict do nothing
                        """)
                .setParameterList("ticketIds", ticketIds)
                .setParameter("inHour", at.truncatedTo(ChronoUnit.HOURS))
                .setParameter("reader", user)
                .setParameter("role", role)
                .setParameter("centre", centre, String.class)
                .setParameter("authority", authority, String.class)
                .setParameter("at", at)
                .executeUpdate();
    }

    /** Who read how the citizen of a ticket is reached, newest first. */
    public List<Reading> list(UUID ticketId, @Nullable Place before, int limit) {
        var query = session.createSelectionQuery(
                        SELECT + "where key.ticketId = :ticketId "
                                + (before == null
                                        ? ""
                                        : "and key.inHour <= :inHour and (readAt, key.reader) < (:at, :reader) ")
                                + "order by key.inHour desc, readAt desc, key.reader desc",
                        ReadingOfTicket.class)
                .setParameter("ticketId", ticketId)
                .setMaxResults(limit);
        if (before != null) {
            query.setParameter("inHour", before.at().truncatedTo(ChronoUnit.HOURS))
                    .setParameter("at", before.at())
                    .setParameter("reader", before.user());
        }
        return query.getResultList().stream().map(ReadingOfTicket::reading).toList();
    }

    /** All readings of these tickets, oldest first. */
    public Map<UUID, List<Reading>> ofAll(Set<UUID> ticketIds) {
        return session
                .createSelectionQuery(
                        SELECT
                                + "where key.ticketId in :ticketIds order by key.ticketId, key.inHour, readAt, key.reader",
                        ReadingOfTicket.class)
                .setParameter("ticketIds", ticketIds)
                .getResultList()
                .stream()
                .collect(groupingBy(ReadingOfTicket::ticketId, mapping(ReadingOfTicket::reading, toList())));
    }
}
