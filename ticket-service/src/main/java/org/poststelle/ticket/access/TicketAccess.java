package org.poststelle.ticket.access;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.TicketQueue;
import org.poststelle.ticket.model.TicketState;

/**
 * That somebody may see a ticket: its centre, and every authority that has or had it. This table decides for lists, for single
 * tickets and for the row policies. The ticket's state and due time are repeated for the indexes of the lists.
 */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class TicketAccess {

    /** @param grantee the key of an access scope */
    @Embeddable
    record Key(UUID ticketId, String grantee) {}

    @EmbeddedId
    private Key id;

    @Enumerated(EnumType.STRING)
    private TicketState state;

    @Enumerated(EnumType.STRING)
    private TicketQueue queue;

    private Instant dueAt;
    private @Nullable LocalDate followUpOn;

    /** For Hibernate. */
    protected TicketAccess() {}
}
