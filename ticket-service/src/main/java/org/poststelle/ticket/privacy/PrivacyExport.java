package org.poststelle.ticket.privacy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** That somebody was given everything about a person. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class PrivacyExport {

    @Id
    private UUID id;

    private String centre;
    private String exportedBy;
    private Instant exportedAt;
    private int tickets;

    /** For Hibernate. */
    protected PrivacyExport() {}

    /** @param tickets how many there were */
    PrivacyExport(UUID id, String centre, String exportedBy, Instant exportedAt, int tickets) {
        this.id = id;
        this.centre = centre;
        this.exportedBy = exportedBy;
        this.exportedAt = exportedAt;
        this.tickets = tickets;
    }
}
