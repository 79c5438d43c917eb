package org.poststelle.ticket.history;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.poststelle.ticket.model.TextKind;

/** What staff wrote with an entry of the history. Apart from the history, so that it can be erased. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // read in queries
class WrittenText {

    @Id
    private UUID id;

    private UUID ticketId;
    private int entry;

    @Enumerated(EnumType.STRING)
    private TextKind kind;

    private String text;
    private Instant writtenAt;

    /** For Hibernate. */
    protected WrittenText() {}

    WrittenText(UUID id, UUID ticketId, int entry, TextKind kind, String text, Instant writtenAt) {
        this.id = id;
        this.ticketId = ticketId;
        this.entry = entry;
        this.kind = kind;
        this.text = text;
        this.writtenAt = writtenAt;
    }
}
