package org.poststelle.routing.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

/** A place; it lies inside those whose keys begin its own. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class Region {

    @Id
    private String key;

    @Enumerated(EnumType.STRING)
    private RegionLevel level;

    private String name;

    /** For Hibernate. */
    protected Region() {}

    Region(DirectoryDocument.RegionEntry entry) {
        this.key = entry.key();
        this.level = entry.level();
        this.name = entry.name();
    }
}
