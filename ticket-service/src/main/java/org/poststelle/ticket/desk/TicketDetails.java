package org.poststelle.ticket.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketState;

/**
 * A ticket with all that its views show.
 *
 * @param dueAt until when the citizen was promised an answer; none until sla-service has said so
 * @param promiseState RUNNING, MET or BREACHED
 */
public record TicketDetails(
        Ticket ticket,
        Enquiry enquiry,
        @Nullable Instant dueAt,
        @Nullable String promiseState) {

    static TicketDetails map(ResultSet row, StatementContext context) throws SQLException {
        return new TicketDetails(
                new Ticket(
                        row.getObject("id", UUID.class),
                        row.getString("reference"),
                        row.getString("centre"),
                        row.getString("service_key"),
                        row.getString("region_key"),
                        ReplyChannel.valueOf(row.getString("reply_channel")),
                        TicketState.valueOf(row.getString("state")),
                        row.getString("authority"),
                        row.getInt("hop"),
                        row.getBoolean("citizen_reached"),
                        row.getLong("version"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()),
                new Enquiry(
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getString("language")),
                instant(row, "due_at"),
                row.getString("promise_state"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
