package org.poststelle.routing.directory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An authority. One that the directory drops is kept as retired, because decisions name it. */
@Entity
@DynamicUpdate
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class Authority {

    @Id
    private String key;

    private String name;
    private String mailbox;
    private @Nullable String deputyMailbox;
    private String regionKey;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Contact contact;

    private @Nullable Instant retiredAt;

    /** For Hibernate. */
    protected Authority() {}

    Authority(DirectoryDocument.AuthorityEntry entry) {
        this.key = entry.key();
        follow(entry);
    }

    String key() {
        return key;
    }

    /** Takes over what the directory says now. */
    final void follow(DirectoryDocument.AuthorityEntry entry) {
        name = entry.name();
        mailbox = entry.mailbox();
        deputyMailbox = entry.deputyMailbox();
        regionKey = entry.regionKey();
        contact = entry.contact();
        retiredAt = null;
    }

    /** The directory does not have it any more, since that instant or before. */
    void retire(Instant at) {
        if (retiredAt == null) {
            retiredAt = at;
        }
    }
}
