package org.poststelle.messaging.inbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.IncomingEvent;

/**
 * How far the events of a ticket have taken effect, on one topic.
 *
 * @param version the version of the last event that took effect; 0 before the first
 * @param eventId the id of that event
 * @param hasBuffered whether later events of the ticket are parked until the missing ones come
 */
record Position(UUID ticketId, long version, @Nullable UUID eventId, boolean hasBuffered) {

    /** What an event is from here. */
    enum Step {
        /** Takes effect now. */
        NEXT,
        /** Took effect before. */
        DUPLICATE,
        /** An earlier event has not come yet. */
        GAP,
        /** Another event had this version: the producer has lost events, for example by an old backup. */
        CONFLICT
    }

    Step stepTo(IncomingEvent event) {
        if (event.version() > version) {
            return event.version() == version + 1 ? Step.NEXT : Step.GAP;
        }
        return event.version() == version && eventId != null && !event.id().equals(eventId)
                ? Step.CONFLICT
                : Step.DUPLICATE;
    }

    /** The position after the event took effect. */
    Position after(IncomingEvent event) {
        return new Position(ticketId, event.version(), event.id(), hasBuffered);
    }
}
