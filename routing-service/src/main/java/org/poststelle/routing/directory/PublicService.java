package org.poststelle.routing.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A service that citizens may ask for. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class PublicService {

    @Id
    private String key;

    private String nameDe;
    private String nameEn;

    /** For Hibernate. */
    protected PublicService() {}

    PublicService(DirectoryDocument.ServiceEntry entry) {
        this.key = entry.key();
        this.nameDe = entry.name().de();
        this.nameEn = entry.name().en();
    }
}
