package org.poststelle.ticket.attachment;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A file that belongs to a ticket, without its content. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class Attachment {

    @Id
    private UUID id;

    private UUID ticketId;
    private String name;

    @Enumerated(EnumType.STRING)
    private FileType type;

    private long size;
    private String sha256;
    private String addedBy;
    private Instant addedAt;

    /** For Hibernate. */
    protected Attachment() {}

    Attachment(UUID ticketId, AttachedFile file) {
        this.id = file.id();
        this.ticketId = ticketId;
        this.name = file.name();
        this.type = file.type();
        this.size = file.size();
        this.sha256 = file.sha256();
        this.addedBy = file.addedBy();
        this.addedAt = file.addedAt();
    }
}
