package org.poststelle.ticket.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.messaging.EventJson;
import org.poststelle.messaging.IncomingEvent;

/** What happened to tickets, in order, append-only; the texts written with it lie apart and can be erased. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class History {

    private final Jdbi jdbi;
    private final ObjectMapper json;

    History(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /**
     * One thing that happened.
     *
     * @param version the ticket's version it led to; none for what happened elsewhere, such as a mail
     * @param type the event's type
     * @param actor who did it: a user or a service
     * @param details the event's body
     * @param text what was written with it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            long entry,
            @Nullable Long version,
            String type,
            String actor,
            Instant at,
            JsonNode details,
            @Nullable String text) {

        /** The entry for those who may know that something happened, but not what was written. */
        Entry withoutText() {
            return new Entry(entry, version, type, actor, at, details, null);
        }
    }

    /** Notes an event of the ticket itself. */
    public void add(DomainEvent event, long version, String actor, Instant at) {
        insert(event.ticketId(), version, event.type(), actor, at, EventJson.write(event));
    }

    /** Notes what another service said about the ticket. */
    public void add(IncomingEvent event, String service) {
        insert(event.ticketId(), null, event.type(), service, event.time(), event.body());
    }

    /** The ticket's history from after an entry on. */
    List<Entry> list(UUID ticketId, long after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select h.entry, h.version, h.type, h.actor, h.happened_at, h.details, w.text
                        from ticket_history h
                        left join written_text w on w.ticket_id = h.ticket_id and w.version = h.version
                        where h.ticket_id = :ticketId and h.entry > :after
                        order by h.entry limit :limit
                        """)
                .bind("ticketId", ticketId)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Entry(
                        row.getLong("entry"),
                        row.getObject("version", Long.class),
                        row.getString("type"),
                        row.getString("actor"),
                        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                        read(row.getString("details")),
                        row.getString("text")))
                .list());
    }

    private void insert(UUID ticketId, @Nullable Long version, String type, String actor, Instant at, String details) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into ticket_history (ticket_id, version, type, actor, happened_at, details)
                        values (:ticketId, :version, :type, :actor, :at, :details::json)
                        """)
                .bind("ticketId", ticketId)
                .bind("version", version)
                .bind("type", type)
                .bind("actor", actor)
                .bind("at", at)
                .bind("details", details)
                .execute());
    }

    private JsonNode read(String details) {
        try {
            return json.readTree(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
