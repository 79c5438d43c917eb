package org.poststelle.sla.policy;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a centre promised from one change to the next. Never changed: promises name it. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class PolicyVersion {

    /** @param version counts the changes of a centre, from 1 */
    @Embeddable
    record Key(String centre, long version) implements Serializable {}

    @EmbeddedId
    private Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    private PolicyDocument document;

    private String changedBy;
    private Instant changedAt;

    /** For Hibernate. */
    protected PolicyVersion() {}

    PolicyVersion(Key key, PolicyDocument document, String changedBy, Instant changedAt) {
        this.key = key;
        this.document = document;
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }
}
