package org.poststelle.notification.wording;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The words of a centre for an occasion from one change to the next. Never changed, so that it can be said what citizens read. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class MailTextVersion {

    /** @param version counts the changes of the centre's text for the occasion in the language, from 1 */
    @Embeddable
    record Key(
            String centre,
            @Enumerated(EnumType.STRING) Occasion occasion,
            @Enumerated(EnumType.STRING) Language language,
            long version)
            implements Serializable {}

    @EmbeddedId
    private Key key;

    private @Nullable String subject;
    private @Nullable String text;
    private String changedBy;
    private Instant changedAt;

    /** For Hibernate. */
    protected MailTextVersion() {}

    /** @param wording nothing to go back to the standard text */
    MailTextVersion(Key key, @Nullable Wording wording, String changedBy, Instant changedAt) {
        this.key = key;
        this.subject = wording == null ? null : wording.subject();
        this.text = wording == null ? null : wording.text();
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }
}
