package org.poststelle.routing.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An authority answers for a service, or a group of services, in a region and in all regions inside it. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class Competence {

    @Id
    private UUID id;

    private String regionKey;
    private String service;
    private String authority;
    private @Nullable LocalDate validFrom;
    private @Nullable LocalDate validTo;

    /** For Hibernate. */
    protected Competence() {}

    /** @param service a service key, or the first five digits of a group */
    Competence(UUID id, String service, DirectoryDocument.CompetenceEntry entry) {
        this.id = id;
        this.regionKey = entry.regionKey();
        this.service = service;
        this.authority = entry.authority();
        this.validFrom = entry.validFrom();
        this.validTo = entry.validTo();
    }
}
