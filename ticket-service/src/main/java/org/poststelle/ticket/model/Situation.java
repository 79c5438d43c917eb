package org.poststelle.ticket.model;

import org.jspecify.annotations.Nullable;

/**
 * What decides who may do what with a ticket.
 *
 * @param authority who answers it; the last one while it is returned; none before the first decision
 * @param citizenReached whether a requested callback has reached the citizen
 */
public record Situation(
        TicketState state, @Nullable String authority, ReplyChannel replyChannel, boolean citizenReached) {

    /** Whether the action is possible now, whoever does it. */
    public boolean allows(TicketAction action) {
        return action.isPossibleIn(state)
                && (action != TicketAction.CALL_BACK || (replyChannel == ReplyChannel.CALLBACK && !citizenReached));
    }

    /** Whether the authority is the one to act now; a former one is not, even while the ticket is between two. */
    public boolean isWith(String someAuthority) {
        return someAuthority.equals(authority) && state != TicketState.RETURNED;
    }
}
