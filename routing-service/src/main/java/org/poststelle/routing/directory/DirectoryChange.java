package org.poststelle.routing.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** That somebody replaced the directory, or a part of it. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class DirectoryChange {

    /** What was replaced. */
    enum Part {
        /** Services, authorities, competences and cooperations; the regions, too, when the document had them. */
        DIRECTORY,
        /** The regions alone, by a register. */
        REGIONS,
        /** The services alone, by a table; so for the parts that follow. */
        SERVICES,
        AUTHORITIES,
        COMPETENCES,
        COOPERATIONS
    }

    @Id
    private long version;

    private String changedBy;
    private Instant changedAt;

    @Enumerated(EnumType.STRING)
    private Part part;

    private String summary;

    /** For Hibernate. */
    protected DirectoryChange() {}

    /**
     * @param version counts the changes, from 1
     * @param summary how much was replaced
     */
    DirectoryChange(long version, String changedBy, Instant changedAt, Part part, String summary) {
        this.version = version;
        this.changedBy = changedBy;
        this.changedAt = changedAt;
        this.part = part;
        this.summary = summary;
    }

    long version() {
        return version;
    }
}
