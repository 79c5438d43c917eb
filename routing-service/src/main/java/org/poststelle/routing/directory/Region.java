package org.poststelle.routing.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** A place; it lies inside those whose keys begin its own. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class Region {

    @Id
    private String key;

    @Enumerated(EnumType.STRING)
    private RegionLevel level;

    private String name;
    private String searchName;
    private @Nullable String kind;
    private @Nullable String postalCode;
    private @Nullable Integer population;

    /** For Hibernate. */
    protected Region() {}

    Region(DirectoryDocument.RegionEntry entry) {
        this.key = entry.key();
        this.level = entry.level();
        this.name = entry.name();
        this.searchName = PlaceName.normalized(entry.name());
        // the register tells these from other districts by their kind
        this.kind = entry.level() == RegionLevel.INDEPENDENT_CITY ? RegionRegister.INDEPENDENT_CITY : null;
    }

    Region(RegionRegister.Row row) {
        this.key = row.key();
        this.level = row.level();
        this.name = row.name();
        this.searchName = PlaceName.normalized(row.name());
        this.kind = row.kind();
        this.postalCode = row.postalCode();
        this.population = row.population();
    }
}
