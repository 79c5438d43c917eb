package org.poststelle.ticket.textmodule;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A text that the clerks of an authority put into what they write to citizens. */
@Entity
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate and read in queries
class TextModule {

    @Id
    private UUID id;

    @Version
    private long version;

    private String authority;
    private @Nullable String serviceKey;
    private String title;
    private String text;
    private String changedBy;
    private Instant changedAt;

    /** For Hibernate. */
    protected TextModule() {}

    /** @param serviceKey the service it is for; none for all */
    TextModule(
            UUID id, String authority, @Nullable String serviceKey, String title, String text, String by, Instant at) {
        this.id = id;
        this.authority = authority;
        this.serviceKey = serviceKey;
        this.title = title;
        this.text = text;
        this.changedBy = by;
        this.changedAt = at;
    }

    void rewrite(@Nullable String newServiceKey, String newTitle, String newText, String by, Instant at) {
        serviceKey = newServiceKey;
        title = newTitle;
        text = newText;
        changedBy = by;
        changedAt = at;
    }

    /** Counts the changes. */
    long version() {
        return version;
    }

    TextModules.Listed listed() {
        return new TextModules.Listed(id, serviceKey, title, text, version, changedBy, changedAt);
    }
}
