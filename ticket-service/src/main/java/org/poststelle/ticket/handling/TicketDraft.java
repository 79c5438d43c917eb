package org.poststelle.ticket.handling;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;

/**
 * What a person has written for a ticket and not sent: each has one of their own, so that nobody overwrites a colleague's. It is no event
 * and no part of the ticket's version.
 */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class TicketDraft {

    @Embeddable
    record Key(UUID ticketId, String author) {}

    @EmbeddedId
    private Key id;

    private String authority;

    private String text;
    private Instant writtenAt;

    /** For Hibernate. */
    protected TicketDraft() {}

    /** @param authority of the author; only its people ever see the draft */
    TicketDraft(UUID ticketId, String author, String authority, String text, Instant writtenAt) {
        this.id = new Key(ticketId, author);
        this.authority = authority;
        this.text = text;
        this.writtenAt = writtenAt;
    }

    /** Takes what the author has written since. */
    void rewrite(String newText, Instant at) {
        text = newText;
        writtenAt = at;
    }
}
