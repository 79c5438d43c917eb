package org.poststelle.messaging.inbox;

import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.MalformedEvent;

/**
 * What a service does with the events of one topic. A bean per topic; the topics are those of
 * {@code poststelle.inbox.topics}.
 */
public interface EventHandler {

    /** The topic whose events it handles. */
    String topic();

    /**
     * Acts on an event, in the transaction that also notes that it took effect. Called once per event in effect, in the order
     * of the versions of a ticket. Types it does not know are to be ignored.
     *
     * @throws MalformedEvent or any other runtime exception when this event can never be handled: it is set aside and what
     *     follows on the same ticket waits. A database that is away is waited for instead.
     */
    void on(IncomingEvent event);
}
