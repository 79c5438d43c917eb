package org.poststelle.ticket.access;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** That somebody read how a citizen is reached. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class ContactReading {

    /** @param inHour the hour, by its beginning: one row is enough for it */
    @Embeddable
    record Key(UUID ticketId, Instant inHour, String reader) {}

    @EmbeddedId
    private Key key;

    private String role;
    private @Nullable String centre;
    private @Nullable String authority;
    private Instant readAt;

    /** For Hibernate. */
    protected ContactReading() {}
}
