package org.poststelle.ticket.release;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The release rules of an authority from one change to the next. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class ReleaseRulesVersion {

    /** @param version counts the changes of an authority, from 1 */
    @Embeddable
    record Key(String authority, long version) implements Serializable {}

    @EmbeddedId
    private Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    private ReleaseRules document;

    private String changedBy;
    private Instant changedAt;

    /** For Hibernate. */
    protected ReleaseRulesVersion() {}

    ReleaseRulesVersion(Key key, ReleaseRules document, String changedBy, Instant changedAt) {
        this.key = key;
        this.document = document;
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }
}
