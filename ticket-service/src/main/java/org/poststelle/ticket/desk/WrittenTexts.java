package org.poststelle.ticket.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What staff wrote: answers, reasons of returns, notes of call-backs. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class WrittenTexts {

    private final Jdbi jdbi;

    WrittenTexts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    enum Kind {
        ANSWER,
        RETURN,
        CALLBACK
    }

    /** An answer to the citizen. */
    public record Answer(UUID id, String text, Instant answeredAt) {}

    /** Keeps the text that was written with the event that led to the version. */
    void add(UUID id, UUID ticketId, long version, Kind kind, String text) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into written_text (id, ticket_id, version, kind, text)
                        values (:id, :ticketId, :version, :kind, :text)
                        """)
                .bind("id", id)
                .bind("ticketId", ticketId)
                .bind("version", version)
                .bind("kind", kind)
                .bind("text", text)
                .execute());
    }

    /** The answers of a ticket, oldest first: one, as long as a ticket is answered once. */
    public List<Answer> answers(UUID ticketId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select w.id, w.text, h.happened_at from written_text w
                        join ticket_history h on h.ticket_id = w.ticket_id and h.version = w.version
                        where w.ticket_id = :ticketId and w.kind = 'ANSWER' order by w.version
                        """)
                .bind("ticketId", ticketId)
                .map((row, context) -> new Answer(
                        row.getObject("id", UUID.class),
                        row.getString("text"),
                        row.getObject("happened_at", OffsetDateTime.class).toInstant()))
                .list());
    }
}
