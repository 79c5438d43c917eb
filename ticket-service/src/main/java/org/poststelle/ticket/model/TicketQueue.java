package org.poststelle.ticket.model;

/** Where people find a ticket: what is to be done about it next, seen from its centre or from an authority. */
public enum TicketQueue {
    /** Nobody has it: routing, or the coordinator, decides who gets it. */
    UNDECIDED,
    /** With an authority that has not accepted it. */
    INBOX,
    /** An authority works on it. */
    WORKING,
    /** The citizen was asked something, and has not replied. */
    WAITING,
    /** The answer is written, and the citizen is to be called. */
    CALLBACK,
    /** The answer is written, and the letter with it is to be sent. */
    LETTER,
    /** The citizen has the answer; only closing is left. */
    ANSWERED,
    /** Done. */
    CLOSED,
    /** The authority had it once; others care for it. */
    PASSED_ON;

    /** Whether an authority has something to do for the tickets in it. */
    public boolean isWorkOfAuthority() {
        return switch (this) {
            case INBOX, WORKING, CALLBACK, LETTER -> true;
            case UNDECIDED, WAITING, ANSWERED, CLOSED, PASSED_ON -> false;
        };
    }

    /** Where the service centre finds the ticket. */
    public static TicketQueue ofCentre(Situation situation) {
        return switch (situation.state()) {
            case NEW, RETURNED -> UNDECIDED;
            case FORWARDED -> INBOX;
            case ACCEPTED -> WORKING;
            case WAITING -> WAITING;
            case ANSWERED -> ofAnswered(situation);
            case CLOSED -> CLOSED;
        };
    }

    private static TicketQueue ofAnswered(Situation situation) {
        if (situation.allows(TicketAction.CALL_BACK)) {
            return CALLBACK;
        }
        return situation.allows(TicketAction.SEND_LETTER) ? LETTER : ANSWERED;
    }

    /** Where an authority that has or had the ticket finds it. */
    public static TicketQueue ofAuthority(String authority, Situation situation) {
        return situation.isWith(authority) ? ofCentre(situation) : PASSED_ON;
    }
}
