package org.poststelle.messaging.inbox;

import java.util.Set;
import java.util.UUID;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.MalformedEvent;

/** What a service does with the events of one topic. One bean per topic. */
public interface EventHandler {

    /** The topic whose events it handles. */
    String topic();

    /**
     * Called before the events of a transaction are handled: the moment to load and lock in one query what they will need.
     *
     * @param ticketIds the tickets of these events, in ascending order: locks taken in this order cannot deadlock
     */
    default void prepare(Set<UUID> ticketIds) {}

    /**
     * Acts on an event, in the transaction that also notes that it took effect; other events may share the transaction. Called once
     * per event in effect, in the order of the versions of a ticket. Types it does not know are to be ignored.
     *
     * @throws MalformedEvent or any other runtime exception when this event can never be handled: it is parked, and what follows
     *     on the same ticket waits. An unavailable database is waited for instead
     */
    void on(IncomingEvent event);
}
