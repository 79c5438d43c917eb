package org.poststelle.routing.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the authorities of a region are competent for is done by another authority. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class Cooperation {

    @Id
    private UUID id;

    private String regionKey;
    private String executedBy;
    private @Nullable LocalDate validFrom;
    private @Nullable LocalDate validTo;

    /** For Hibernate. */
    protected Cooperation() {}

    Cooperation(UUID id, DirectoryDocument.CooperationEntry entry) {
        this.id = id;
        this.regionKey = entry.regionKey();
        this.executedBy = entry.executedBy();
        this.validFrom = entry.validFrom();
        this.validTo = entry.validTo();
    }
}
