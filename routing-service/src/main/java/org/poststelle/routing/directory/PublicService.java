package org.poststelle.routing.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A service that citizens may ask for. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class PublicService {

    @Id
    private String key;

    private String nameDe;
    private String nameEn;
    private List<String> synonyms;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Knowledge knowledge;

    /** For Hibernate. */
    protected PublicService() {}

    PublicService(DirectoryDocument.ServiceEntry entry) {
        this.key = entry.key();
        this.nameDe = entry.name().de();
        this.nameEn = entry.name().en();
        this.synonyms = Objects.requireNonNullElse(entry.synonyms(), List.of());
        this.knowledge = entry.knowledge();
    }
}
