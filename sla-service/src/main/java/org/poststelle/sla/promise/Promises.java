package org.poststelle.sla.promise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.poststelle.sla.calendar.Deadline;
import org.poststelle.sla.calendar.Name;
import org.poststelle.sla.calendar.Policy;
import org.poststelle.sla.calendar.RegionalHoliday;
import org.poststelle.sla.calendar.SkippedDay;

/** The promises given, one per ticket. */
@ApplicationScoped
class Promises {

    /** Compared with the time of the statement: {@code clock_timestamp()} may change from row to row, so no index answers it. */
    static final String OVERDUE = """
            select ticket_id from promise
            where state = 'RUNNING' and due_at < statement_timestamp()
            order by due_at limit :limit
            for update skip locked
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    Promises(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** The place of a promise in the order of the lists. */
    record Place(Instant dueAt, UUID ticketId) {
        private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");
        static final Place BEFORE_ALL = new Place(Instant.EPOCH, new UUID(0, 0));

        /** @throws IllegalArgumentException for a time that no promise is due at; the database cannot even hold all of them */
        Place {
            if (dueAt.isBefore(Instant.EPOCH) || dueAt.isAfter(END_OF_TIME)) {
                throw new IllegalArgumentException("No promise is due at " + dueAt);
            }
        }
    }

    /** Whether the promise was new: a ticket has one only. */
    boolean add(Promise promise) {
        var deadline = promise.deadline();
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into promise (ticket_id, reference, centre, region_key, policy, received_at, counted_from,
                                             due_at, skipped_days, state)
                        values (:ticketId, :reference, :centre, :regionKey, :policy, :receivedAt, :countedFrom,
                                :dueAt, :skippedDays::jsonb, :state)
                        on conflict do nothing
                        """)
                        .bind("ticketId", promise.ticketId())
                        .bind("reference", promise.reference())
                        .bind("centre", promise.centre())
                        .bind("regionKey", promise.regionKey())
                        .bind("policy", deadline.policy())
                        .bind("receivedAt", deadline.receivedAt())
                        .bind("countedFrom", deadline.countedFrom())
                        .bind("dueAt", deadline.dueAt())
                        .bind("skippedDays", write(deadline.skippedDays()))
                        .bind("state", promise.state())
                        .execute())
                == 1;
    }

    Optional<Promise> find(UUID ticketId) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from promise where ticket_id = :ticketId")
                .bind("ticketId", ticketId)
                .map(this::promise)
                .findOne());
    }

    /** The same, and no one else changes it before this transaction ends. */
    Optional<Promise> lock(UUID ticketId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from promise where ticket_id = :ticketId for update")
                        .bind("ticketId", ticketId)
                        .map(this::promise)
                        .findOne());
    }

    void settle(Promise promise) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update promise set state = :state, settled_at = :settledAt where ticket_id = :ticketId
                        """)
                .bind("ticketId", promise.ticketId())
                .bind("state", promise.state())
                .bind("settledAt", promise.settledAt())
                .execute());
    }

    /**
     * Breaks the promises whose due time has passed by the clock of the database, the longest overdue first. A row being
     * worked on by another replica is left to it.
     */
    List<Promise> breachOverdue(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with overdue as materialized (<overdue>)
                        update promise set state = 'BREACHED', settled_at = clock_timestamp()
                        from overdue where promise.ticket_id = overdue.ticket_id
                        returning promise.*
                        """)
                .define("overdue", OVERDUE)
                .bind("limit", limit)
                .map(this::promise)
                .list());
    }

    /** The promises of a centre by due time, from after {@code after}; all states where {@code state} is null. */
    List<Promise> ofCentre(String centre, Promise.@Nullable State state, Place after, int limit) {
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery("""
                            select * from promise
                            where centre = :centre and (due_at, ticket_id) > (:dueAt, :ticketId) <inState>
                            order by due_at, ticket_id limit :limit
                            """)
                    .define("inState", state == null ? "" : "and state = :state")
                    .bind("centre", centre)
                    .bind("dueAt", after.dueAt())
                    .bind("ticketId", after.ticketId())
                    .bind("limit", limit);
            return (state == null ? query : query.bind("state", state))
                    .map(this::promise)
                    .list();
        });
    }

    /** The holidays kept by parts of a Land in which the region lies. */
    List<RegionalHoliday> regionalHolidays(String regionKey) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from regional_holiday where starts_with(:regionKey, region_prefix)")
                .bind("regionKey", regionKey)
                .map(Promises::regionalHoliday)
                .list());
    }

    /** The clock that decides whether a promise is overdue. */
    Instant now() {
        return jdbi.withHandle(handle -> handle.createQuery("select clock_timestamp()")
                .mapTo(Instant.class)
                .one());
    }

    private Promise promise(ResultSet row, StatementContext context) throws SQLException {
        var deadline = new Deadline(
                Policy.valueOf(row.getString("policy")),
                instant(row, "received_at"),
                instant(row, "counted_from"),
                instant(row, "due_at"),
                read(row.getString("skipped_days")));
        var state = Promise.State.valueOf(row.getString("state"));
        return new Promise(
                row.getObject("ticket_id", UUID.class),
                row.getString("reference"),
                row.getString("centre"),
                row.getString("region_key"),
                deadline,
                state,
                state == Promise.State.RUNNING ? null : instant(row, "settled_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static RegionalHoliday regionalHoliday(ResultSet row, StatementContext context) throws SQLException {
        return new RegionalHoliday(
                row.getString("region_prefix"),
                MonthDay.of(row.getInt("month"), row.getInt("day")),
                new Name(row.getString("german"), row.getString("english")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class));
    }

    private String write(List<SkippedDay> days) {
        try {
            return json.writeValueAsString(days);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<SkippedDay> read(String days) {
        try {
            return json.readValue(days, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
