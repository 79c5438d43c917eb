package org.poststelle.ticket.history;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a ticket. */
@Entity(name = "TicketHistory")
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // read in queries
class HistoryEntry {

    /** @param entry counts the entries of the ticket from 1 */
    @Embeddable
    record Key(UUID ticketId, int entry) {}

    @EmbeddedId
    private Key id;

    private @Nullable Long version;
    private String type;
    private String actor;
    private Instant happenedAt;

    @ColumnTransformer(write = "cast(? as json)")
    @Column(columnDefinition = "json")
    private String details;

    /** For Hibernate. */
    protected HistoryEntry() {}

    /**
     * @param version the ticket's version it led to; none for what happened elsewhere, such as a mail
     * @param details the body of the event, as JSON
     */
    HistoryEntry(Key id, @Nullable Long version, String type, String actor, Instant happenedAt, String details) {
        this.id = id;
        this.version = version;
        this.type = type;
        this.actor = actor;
        this.happenedAt = happenedAt;
        this.details = details;
    }
}
