package org.poststelle.ticket.privacy;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** The privacy settings of a centre from one change to the next. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class PrivacySettingsVersion {

    /** @param version counts the changes of a centre, from 1 */
    @Embeddable
    record Key(String centre, long version) implements Serializable {}

    @EmbeddedId
    private Key key;

    private int keptDays;
    private String changedBy;
    private Instant changedAt;

    /** For Hibernate. */
    protected PrivacySettingsVersion() {}

    PrivacySettingsVersion(Key key, PrivacySettings settings, String changedBy, Instant changedAt) {
        this.key = key;
        this.keptDays = settings.keptDays();
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }
}
