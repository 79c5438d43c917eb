package org.poststelle.messaging;

import java.util.UUID;

/**
 * What a service tells the others about a ticket. A record inside the service's sealed family; its components are the JSON
 * body. Thin: ids, keys, codes and instants, never a name, an address, a phone number or free text.
 */
public interface DomainEvent {

    /** The ticket the event is about: the record key, so that all events of a ticket keep their order. */
    UUID ticketId();

    /** The CloudEvents type, such as {@code org.poststelle.ticket.created.v1}. */
    String type();
}
