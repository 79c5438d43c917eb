package org.poststelle.routing.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.Decision.Undecided;

/** Every decision ever made, with its explanation. */
@ApplicationScoped
class Decisions {

    private final Jdbi jdbi;
    private final ObjectMapper json;

    Decisions(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    void add(RecordedDecision decision) {
        jdbi.useHandle(handle -> bindOutcome(decision.outcome(), handle.createUpdate("""
                        insert into decision (id, ticket_id, hop, decided_by, authority, legal_authority, reason,
                                              explanation, coordinator, note, decided_at)
                        values (:id, :ticketId, :hop, :decidedBy, :authority, :legalAuthority, :reason,
                                :explanation::jsonb, :coordinator, :note, :decidedAt)
                        """))
                .bind("id", decision.id())
                .bind("ticketId", decision.ticketId())
                .bind("hop", decision.hop())
                .bind("decidedBy", decision.decidedBy())
                .bind("explanation", write(decision.outcome().explanation()))
                .bind("coordinator", decision.coordinator())
                .bind("note", decision.note())
                .bind("decidedAt", decision.decidedAt())
                .execute());
    }

    /** @return the decisions on a ticket in their order, from after one on */
    List<RecordedDecision> of(UUID ticketId, UUID after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from decision where ticket_id = :ticketId and id > :after order by id limit :limit")
                .bind("ticketId", ticketId)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> read(row))
                .list());
    }

    private static Update bindOutcome(Decision outcome, Update update) {
        return switch (outcome) {
            case Decided decided ->
                update.bind("authority", decided.authority())
                        .bind("legalAuthority", decided.legalAuthority())
                        .bind("reason", (String) null);
            case Undecided undecided ->
                update.bind("authority", (String) null)
                        .bind("legalAuthority", (String) null)
                        .bind("reason", undecided.reason());
        };
    }

    private RecordedDecision read(ResultSet row) throws SQLException {
        var explanation = explanation(row.getString("explanation"));
        var reason = row.getString("reason");
        return new RecordedDecision(
                row.getObject("id", UUID.class),
                row.getObject("ticket_id", UUID.class),
                row.getInt("hop"),
                reason == null
                        ? new Decided(row.getString("authority"), row.getString("legal_authority"), explanation)
                        : new Undecided(Reason.valueOf(reason), explanation),
                row.getString("coordinator"),
                row.getString("note"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }

    private String write(Explanation explanation) {
        try {
            return json.writeValueAsString(explanation.steps());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Explanation explanation(String steps) {
        try {
            return new Explanation(List.of(json.readValue(steps, Explanation.Step[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored explanation is not readable", e);
        }
    }
}
