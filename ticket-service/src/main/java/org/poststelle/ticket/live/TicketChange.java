package org.poststelle.ticket.live;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.TicketQueue;
import org.poststelle.ticket.model.TicketState;

/**
 * That something happened to a ticket, as one who may see it is told. The ticket is described as it is when that is told.
 *
 * @param type of the entry in the history
 * @param grantee the key of the access scope whose callers are told
 * @param queue where they find the ticket
 * @param formerQueue where they found it before it came to that queue
 */
record TicketChange(
        ChangePosition position,
        String type,
        String grantee,
        TicketQueue queue,
        @Nullable TicketQueue formerQueue,
        UUID ticketId,
        String reference,
        TicketState state,
        long version) {

    private static final Pattern NAME = Pattern.compile("org\\.poststelle\\.(.+)\\.v\\d+");

    /** What is told of the ticket: enough to know whether to read it. */
    record LiveTicket(UUID ticketId, String reference, TicketState state, long version, TicketQueue queue) {}

    /** What happened, in short: {@code ticket.forwarded}. */
    String name() {
        var matcher = NAME.matcher(type);
        return matcher.matches() ? Objects.requireNonNull(matcher.group(1)) : type;
    }

    /** What is told of the ticket. */
    LiveTicket data() {
        return new LiveTicket(ticketId, reference, state, version, queue);
    }

    /** Whether it is about a ticket that is in the queue, or left it last. */
    boolean concerns(TicketQueue watched) {
        return queue == watched || formerQueue == watched;
    }
}
