package org.poststelle.notification.centre;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The contacts of a centre from one change to the next. Never changed, so that it can be said who was told. */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class ContactsVersion {

    /** @param version counts the changes of a centre, from 1 */
    @Embeddable
    record Key(String centre, long version) implements Serializable {}

    @EmbeddedId
    private Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    private CentreContacts contacts;

    private String changedBy;
    private Instant changedAt;

    /** For Hibernate. */
    protected ContactsVersion() {}

    ContactsVersion(Key key, CentreContacts contacts, String changedBy, Instant changedAt) {
        this.key = key;
        this.contacts = contacts;
        this.changedBy = changedBy;
        this.changedAt = changedAt;
    }
}
