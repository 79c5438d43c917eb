package org.poststelle.sla.calendar;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** On which days an authority was closed, as was known from one change to the next. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class ClosureVersion {

    /** @param version counts the changes of an authority, from 1 */
    @Embeddable
    record Key(String authority, long version) implements Serializable {}

    @EmbeddedId
    private Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    private ClosureDocument document;

    private String changedBy;
    private Instant changedAt;

    /** For Hibernate. */
    protected ClosureVersion() {}

    ClosureVersion(Key key, ClosureDocument document, String changedBy, Instant changedAt) {
        this.key = key;
        this.document = document;
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }
}
