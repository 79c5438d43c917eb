package org.poststelle.ticket.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketState;

/** The tickets, as far as the transaction's viewer may see them. Every transaction begins with {@link #actAs}. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Tickets {

    /** One row or page is one query: what the views show comes along; a list has no texts. */
    private static final String SEEN = """
            select t.id, t.reference, t.centre, t.service_key, t.region_key, t.reply_channel, t.state, t.authority, t.hop,
                   t.citizen_reached, t.version, t.received_at,
                   c.subject, %s as text, c.name, c.email, c.phone, c.language,
                   p.due_at, p.state as promise_state
            from ticket t
            join enquiry c on c.ticket_id = t.id
            left join ticket_promise p on p.ticket_id = t.id
            """;

    private final Jdbi jdbi;

    Tickets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Sets whose eyes the rest of the transaction looks through. */
    public void actAs(Viewer viewer) {
        jdbi.useHandle(handle -> handle.createQuery("select set_config('poststelle.viewer', :viewer, true)")
                .bind("viewer", viewer.key())
                .mapTo(String.class)
                .one());
    }

    /** Reads the ticket for a change: nobody else changes it until the transaction ends. */
    Optional<Ticket> lock(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, reference, centre, service_key, region_key, reply_channel, state, authority, hop,
                               citizen_reached, version, received_at
                        from ticket where id = :id for no key update
                        """)
                .bind("id", id)
                .map(ConstructorMapper.of(Ticket.class))
                .findOne());
    }

    /** The ticket with what was said and promised. */
    public Optional<TicketDetails> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(SEEN.formatted("c.text") + "where t.id = :id")
                .bind("id", id)
                .map(TicketDetails::map)
                .findOne());
    }

    /**
     * The viewer's tickets, newest first.
     *
     * @param state only those in this state
     * @param before only those older than this one
     */
    List<TicketDetails> list(Viewer viewer, @Nullable TicketState state, @Nullable UUID before, int limit) {
        // the two forms differ so that each has its index
        var sql = SEEN.formatted("''") + "join ticket_access s on s.ticket_id = t.id where s.viewer = :viewer "
                + (state == null ? "" : "and s.state = :state ")
                + (before == null ? "" : "and s.ticket_id < :before and t.id < :before ")
                + "order by s.ticket_id desc limit :limit";
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(sql).bind("viewer", viewer.key()).bind("limit", limit);
            if (state != null) {
                query.bind("state", state);
            }
            if (before != null) {
                query.bind("before", before);
            }
            return query.map(TicketDetails::map).list();
        });
    }

    /** Adds a new ticket, seen by its centre, with what the citizen said. */
    public void add(Ticket ticket, Enquiry enquiry) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into ticket (id, reference, centre, service_key, region_key, reply_channel, state,
                                                authority, hop, citizen_reached, version, received_at)
                            values (:id, :reference, :centre, :serviceKey, :regionKey, :replyChannel, :state,
                                    :authority, :hop, :citizenReached, :version, :receivedAt)
                            """).bindMethods(ticket).execute();
            grantAccess(handle, ticket, Viewer.ofCentre(ticket.centre()));
            handle.createUpdate("""
                            insert into enquiry (ticket_id, subject, text, name, email, phone, language)
                            values (:ticketId, :subject, :text, :name, :email, :phone, :language)
                            """)
                    .bind("ticketId", ticket.id())
                    .bindMethods(enquiry)
                    .execute();
        });
    }

    /** Stores what a change made of the ticket; an authority that has it now may see it from now on. */
    void store(Ticket ticket) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            update ticket set state = :state, authority = :authority, hop = :hop,
                                   citizen_reached = :citizenReached, version = :version
                            where id = :id
                            """)
                    .bind("id", ticket.id())
                    .bind("state", ticket.state())
                    .bind("authority", ticket.authority())
                    .bind("hop", ticket.hop())
                    .bind("citizenReached", ticket.citizenReached())
                    .bind("version", ticket.version())
                    .execute();
            handle.createUpdate("update ticket_access set state = :state where ticket_id = :id")
                    .bind("state", ticket.state())
                    .bind("id", ticket.id())
                    .execute();
            if (ticket.authority() != null) {
                grantAccess(handle, ticket, Viewer.ofAuthority(ticket.authority()));
            }
        });
    }

    private static void grantAccess(Handle handle, Ticket ticket, Viewer viewer) {
        handle.createUpdate("""
                        insert into ticket_access (ticket_id, viewer, state) values (:ticketId, :viewer, :state)
                        on conflict do nothing
                        """)
                .bind("ticketId", ticket.id())
                .bind("viewer", viewer.key())
                .bind("state", ticket.state())
                .execute();
    }

    /** The next reference of the centre in the year, such as {@code KO-2026-000123}. */
    public String nextReference(String centre, int year) {
        var number = jdbi.withHandle(handle -> handle.createQuery("""
                        insert into reference_counter as counter (centre, year, last) values (:centre, :year, 1)
                        on conflict (centre, year) do update set last = counter.last + 1
                        returning last
                        """)
                .bind("centre", centre)
                .bind("year", year)
                .mapTo(Long.class)
                .one());
        return "%s-%d-%06d".formatted(centre, year, number);
    }

    /** Notes what sla-service said about the promise. */
    public void notePromise(UUID ticketId, Instant dueAt, String state) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into ticket_promise (ticket_id, due_at, state) values (:ticketId, :dueAt, :state)
                        on conflict (ticket_id) do update set due_at = excluded.due_at, state = excluded.state
                        """)
                .bind("ticketId", ticketId)
                .bind("dueAt", dueAt)
                .bind("state", state)
                .execute());
    }
}
