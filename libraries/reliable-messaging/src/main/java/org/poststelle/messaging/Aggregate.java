package org.poststelle.messaging;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;

/**
 * An entity whose version counts its events: each change that is written raises it by one, and each event tells of one such change.
 * So versions of events have no gaps, as long as nothing else is counted: attributes that change without an event are excluded from
 * the version. A change that is counted without an event fails.
 */
@MappedSuperclass
public abstract class Aggregate {

    /** The event that an aggregate begins with is the first. */
    @Version
    private long version = 1;

    @Transient
    private long announced;

    @PostLoad
    @PostPersist
    private void beginCounting() {
        announced = Math.max(announced, version);
    }

    /** Readers would wait for ever for the event that is missing. */
    @PostUpdate
    private void requireEvent() {
        if (version > announced) {
            throw new IllegalStateException("A change of a %s was counted that no event tells of"
                    .formatted(getClass().getSimpleName()));
        }
    }

    /** How many events have happened to it, as far as they are written. */
    public long version() {
        return version;
    }

    /** The version of an event that was caused by the change just made. */
    public long announce() {
        announced = version + 1;
        return announced;
    }

    /** Whether the change that caused the last event is not written yet. It has to be before the next change. */
    public boolean hasUnwrittenEvent() {
        return announced > version;
    }
}
