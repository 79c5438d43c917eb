package org.poststelle.ticket.model;

import static org.poststelle.ticket.model.TicketState.ACCEPTED;
import static org.poststelle.ticket.model.TicketState.ANSWERED;
import static org.poststelle.ticket.model.TicketState.CLOSED;
import static org.poststelle.ticket.model.TicketState.FORWARDED;
import static org.poststelle.ticket.model.TicketState.NEW;
import static org.poststelle.ticket.model.TicketState.RETURNED;
import static org.poststelle.ticket.model.TicketState.WAITING;

import org.jspecify.annotations.Nullable;

/** The transition table: in which states an action is possible, and where it leads. */
public enum TicketAction {
    FORWARD(FORWARDED),
    ACCEPT(ACCEPTED),
    RETURN(RETURNED),
    RECALL(RETURNED),
    ASK(WAITING),
    REPLY(ACCEPTED),
    WITHDRAW_QUESTION(ACCEPTED),
    INFORM(null),
    ANSWER(ANSWERED),
    CALL_BACK(null),
    SEND_LETTER(null),
    RECLASSIFY(NEW),
    PRIORITISE(null),
    CORRECT_CONTACT(null),
    CLOSE(CLOSED),
    MERGE(CLOSED),
    REOPEN(FORWARDED);

    private final @Nullable TicketState target;

    TicketAction(@Nullable TicketState target) {
        this.target = target;
    }

    /** The state the action leads to; null where that depends on how it went, or the state stays. */
    public @Nullable TicketState target() {
        return target;
    }

    /** Whether the action is possible in the state. */
    public boolean isPossibleIn(TicketState state) {
        return switch (this) {
            case FORWARD -> state == NEW || state == RETURNED;
            case ACCEPT -> state == FORWARDED;
            case RETURN, RECALL -> state == FORWARDED || state == ACCEPTED;
            case ASK -> state == ACCEPTED;
            case INFORM -> state == ACCEPTED || state == WAITING;
            case REPLY, WITHDRAW_QUESTION -> state == WAITING;
            case ANSWER, CALL_BACK -> state == ACCEPTED || state == ANSWERED;
            case SEND_LETTER -> state == ANSWERED;
            case RECLASSIFY -> state == NEW || state == FORWARDED || state == ACCEPTED || state == RETURNED;
            case MERGE -> state != ANSWERED && state != CLOSED;
            case CORRECT_CONTACT -> true;
            case PRIORITISE, CLOSE -> state != CLOSED;
            case REOPEN -> state == CLOSED;
        };
    }
}
