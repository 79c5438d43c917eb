package org.poststelle.ticket.handling;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** An answer that waits for a second person to release it. A ticket has one at most. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class FiledAnswer {

    @Id
    private UUID ticketId;

    private UUID answerId;
    private String author;
    private String authority;
    private String text;
    private Instant filedAt;

    /** For Hibernate. */
    protected FiledAnswer() {}

    /** @param answerId of the answer that it becomes when it is released */
    FiledAnswer(UUID ticketId, UUID answerId, String author, String authority, String text, Instant filedAt) {
        this.ticketId = ticketId;
        this.answerId = answerId;
        this.author = author;
        this.authority = authority;
        this.text = text;
        this.filedAt = filedAt;
    }

    /** Takes what the author has written instead. */
    void replace(UUID newAnswerId, String newText, Instant at) {
        answerId = newAnswerId;
        text = newText;
        filedAt = at;
    }

    /** The user who wrote it. */
    String author() {
        return author;
    }

    String text() {
        return text;
    }
}
