package org.poststelle.routing.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** The tickets routing has heard of, and those among them that wait for a coordinator. */
@ApplicationScoped
class Tickets {

    /** @param decisionId the decision that found nobody */
    record Waiting(
            UUID ticketId,
            UUID decisionId,
            String serviceKey,
            String regionKey,
            int hop,
            Reason reason,
            Instant decidedAt) {}

    private final Jdbi jdbi;

    Tickets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(Ticket ticket) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into ticket (id, centre, service_key, region_key)
                        values (:id, :centre, :service, :region)
                        """)
                .bind("id", ticket.id())
                .bind("centre", ticket.centre())
                .bind("service", ticket.service().value())
                .bind("region", ticket.region().digits())
                .execute());
    }

    /** Finds a ticket and keeps every other decision on it waiting until the end of the transaction. */
    Optional<Ticket> lock(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from ticket where id = :id for update")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne());
    }

    boolean exists(UUID id, String centre) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select from ticket where id = :id and centre = :centre)")
                        .bind("id", id)
                        .bind("centre", centre)
                        .mapTo(Boolean.class)
                        .one());
    }

    void addReturn(UUID id, String authority) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update ticket set returned_by = array_append(returned_by, :authority) where id = :id")
                .bind("id", id)
                .bind("authority", authority)
                .execute());
    }

    /** Notes that it was decided for the given time where the ticket goes, and whether that is left to a coordinator. */
    void decided(RecordedDecision decision) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update ticket set hop = :hop, undecided = :undecided where id = :id")
                        .bind("id", decision.ticketId())
                        .bind("hop", decision.hop())
                        .bind("undecided", decision.isUndecided() ? decision.id() : null)
                        .execute());
    }

    /** Nobody needs to decide about the ticket any more. */
    void settle(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update ticket set undecided = null where id = :id and undecided is not null")
                .bind("id", id)
                .execute());
    }

    /** @return what waits for a coordinator of the centre, longest waiting first, from after a decision on */
    List<Waiting> waiting(String centre, UUID after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select ticket.id as ticket_id, decision.id as decision_id, ticket.service_key, ticket.region_key,
                               decision.hop, decision.reason, decision.decided_at
                        from ticket join decision on decision.id = ticket.undecided
                        where ticket.centre = :centre and ticket.undecided > :after
                        order by ticket.undecided
                        limit :limit
                        """)
                .bind("centre", centre)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> new Waiting(
                        row.getObject("ticket_id", UUID.class),
                        row.getObject("decision_id", UUID.class),
                        row.getString("service_key"),
                        row.getString("region_key"),
                        row.getInt("hop"),
                        Reason.valueOf(row.getString("reason")),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    private static Ticket read(ResultSet row) throws SQLException {
        var returnedBy = (String[]) row.getArray("returned_by").getArray();
        return new Ticket(
                row.getObject("id", UUID.class),
                row.getString("centre"),
                new ServiceKey(row.getString("service_key")),
                new RegionalKey(row.getString("region_key")),
                row.getInt("hop"),
                Set.copyOf(Arrays.asList(returnedBy)),
                row.getObject("undecided", UUID.class));
    }
}
