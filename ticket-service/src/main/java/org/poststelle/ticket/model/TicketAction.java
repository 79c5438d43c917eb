package org.poststelle.ticket.model;

import static org.poststelle.ticket.model.TicketState.ACCEPTED;
import static org.poststelle.ticket.model.TicketState.ANSWERED;
import static org.poststelle.ticket.model.TicketState.CLOSED;
import static org.poststelle.ticket.model.TicketState.FORWARDED;
import static org.poststelle.ticket.model.TicketState.NEW;
import static org.poststelle.ticket.model.TicketState.RETURNED;
import static org.poststelle.ticket.model.TicketState.WAITING;

/** The transition table: from which states an action is possible, and where it leads. */
public enum TicketAction {
    FORWARD(FORWARDED),
    ACCEPT(ACCEPTED),
    RETURN(RETURNED),
    ASK(WAITING),
    REPLY(ACCEPTED),
    WITHDRAW_QUESTION(ACCEPTED),
    ANSWER(ANSWERED),
    CALL_BACK(ANSWERED),
    CLOSE(CLOSED);

    private final TicketState target;

    TicketAction(TicketState target) {
        this.target = target;
    }

    /** The state the action leads to. */
    public TicketState target() {
        return target;
    }

    /** Whether the action is possible in the state. */
    public boolean isPossibleIn(TicketState state) {
        return switch (this) {
            case FORWARD -> state == NEW || state == RETURNED;
            case ACCEPT -> state == FORWARDED;
            case RETURN -> state == FORWARDED || state == ACCEPTED;
            case ASK, ANSWER -> state == ACCEPTED;
            case REPLY, WITHDRAW_QUESTION -> state == WAITING;
            case CALL_BACK -> state == ANSWERED;
            case CLOSE -> state != CLOSED;
        };
    }
}
